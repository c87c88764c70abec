package dev.slipway.service.account;

import dev.slipway.service.access.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Says who shows a bearer token. Other modules in the same JVM may ask as well. */
@ApplicationScoped
public class Authenticator {

  private final AccountConfig config;
  private final Accounts accounts;

  Authenticator(AccountConfig config, Accounts accounts) {
    this.config = config;
    this.accounts = accounts;
  }

  /**
   * Checks a bearer token in constant time.
   *
   * @return the first administrator for the admin token, the worker for the worker token; empty for
   *     anything else, and for a token that isn't configured
   */
  public Optional<Actor> authenticateToken(String token) {
    if (matches(config.adminToken(), token)) {
      return Optional.of(accounts.administrator());
    }
    return matches(config.workerToken(), token)
        ? Optional.of(new Actor.Worker())
        : Optional.empty();
  }

  private static boolean matches(Optional<String> expected, String token) {
    return expected.map(String::strip).filter(text -> !text.isEmpty()).isPresent()
        && Token.same(expected.get().strip(), token);
  }
}
