package dev.slipway.registry.access;

import java.util.Optional;

/**
 * Who may pull what. The registry asks once per request who the caller is, and then for each
 * repository it is about to show. There is no right to push: only builds push, with a token that
 * the registry checks itself. Implemented by whoever owns the accounts; without an implementation
 * nobody may pull anything.
 */
public interface RegistryAccess {

  /** What callers without credentials may pull. */
  PullRights anonymous();

  /**
   * Signs a person in.
   *
   * @return what that person may pull; empty when the credentials are unknown or wrong
   */
  Optional<PullRights> signIn(Credentials credentials);
}
