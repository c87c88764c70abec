package dev.slipway.service.host;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Calls Git hosts with the accounts that were linked, for the service's own parts: nothing is
 * checked here. What expires is renewed first, by one caller at a time; an account whose credential
 * the host refuses is marked, with the reason, and not called again until it is linked anew.
 */
public interface LinkedAccounts {

  /**
   * Calls the host of an account. Blocks; not to be called within a transaction.
   *
   * @throws GitHostException what the call threw; {@code UNAUTHORIZED} without a call when the
   *     account is marked as expired or revoked, {@code NOT_FOUND} when there is none
   */
  <T> T call(UUID account, HostCall<T> call) throws GitHostException;

  /** The account that a repository is linked to. */
  Optional<UUID> ofRepository(UUID repositoryId);

  /**
   * What git takes to read repositories of an account, renewed if need be.
   *
   * @throws GitHostException as {@link #call}
   */
  GitCredential gitCredential(UUID account) throws GitHostException;

  /** Something to ask of a host. */
  @FunctionalInterface
  interface HostCall<T> {
    T call(GitHostApi api, HostConnection connection) throws GitHostException;
  }

  /**
   * A user name and password for git over HTTPS.
   *
   * @param username null where the token goes as bearer
   * @param password the token
   */
  record GitCredential(@Nullable String username, String password) {
    @Override
    public String toString() {
      return "GitCredential[" + username + "]";
    }
  }
}
