package dev.slipway.service.host;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Linked accounts in the database. Every method is a transaction of its own, never the caller's:
 * what a host did is not undone when the caller's work is.
 */
public interface LinkedAccountStore {

  Optional<LinkedAccount> find(UUID id);

  /** A namespace's, in the order of host and login. */
  List<LinkedAccount> ofNamespace(String namespace);

  /** With the credential. */
  Optional<OpenAccount> open(UUID id);

  /**
   * Links an account, or links it anew: then it keeps its id, and is active again.
   *
   * @throws dev.slipway.service.web.InvalidInputException when there is no such namespace
   * @throws dev.slipway.service.web.ConflictException when the namespace has too many
   */
  Linked link(NewLink link, Instant now);

  /**
   * Makes the caller the one who renews, until it is done or the time is over.
   *
   * @return false when another one renews now, or the credential is a newer one already
   */
  boolean beginRenewal(UUID id, long version, Instant now, Instant until);

  /** Ends a renewal with a new credential; without effect when it is a newer one already. */
  void renewed(UUID id, long version, Credential credential, Instant now);

  /**
   * Ends a renewal without a new credential.
   *
   * @param answered false when the host may have renewed it, but nobody heard
   */
  void endRenewal(UUID id, long version, boolean answered);

  /** Marks an account; without effect when its credential is a newer one already. */
  void mark(UUID id, long version, LinkedAccount.State state, String reason, Instant now);

  /** Keeps the scopes that a check found missing. */
  void checked(UUID id, List<String> missing);

  /** Keeps calls back until a time. */
  void limit(UUID id, Instant until);

  /** Removes it; repositories that used it become plain ones. */
  void remove(UUID id);

  /** The account of a repository, in the caller's transaction where there is one. */
  Optional<UUID> ofRepository(UUID repositoryId);

  /** The repositories that use an account, in the order of their names. */
  List<UUID> repositories(UUID id);

  /**
   * What is linked.
   *
   * @param linkedBy who did it
   */
  record NewLink(
      String namespace,
      GitHost host,
      String login,
      LinkedAccount.Mode mode,
      Credential credential,
      List<String> missing,
      @Nullable UUID linkedBy) {}

  /**
   * @param created false when it was linked before
   */
  record Linked(LinkedAccount account, boolean created) {}
}
