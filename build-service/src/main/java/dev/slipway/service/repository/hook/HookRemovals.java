package dev.slipway.service.repository.hook;

import dev.slipway.core.git.GitUrl;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Webhooks to take away from hosts. Every method works in the caller's transaction. */
public interface HookRemovals {

  /**
   * A webhook to take away.
   *
   * @param id of this wish
   * @param account what to call the host with
   * @param hookId the webhook's id here
   * @param cloneUrl the repository at the host
   * @param url where it delivers
   * @param failures attempts so far
   */
  record Removal(UUID id, UUID account, String hookId, GitUrl cloneUrl, String url, int failures) {}

  /** Wishes for one. */
  void add(Removal removal, Instant due);

  /** Takes those that are due, and puts them off until somebody else may try. */
  List<Removal> take(Instant now, Instant until, int limit);

  /** Whether a repository has come to use that very webhook meanwhile. */
  boolean isInUse(Removal removal);

  /** Forgets a wish: it is done, or never will be. */
  void forget(Removal removal);

  /** Puts a wish off after a failure. */
  void putOff(Removal removal, Instant until);
}
