package dev.slipway.service.account;

import dev.slipway.service.access.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Says who shows a bearer token. Other modules in the same JVM may ask as well. */
@ApplicationScoped
public class Authenticator {

  private final AccountConfig config;
  private final Accounts accounts;
  private final AccessTokens tokens;

  Authenticator(AccountConfig config, Accounts accounts, AccessTokens tokens) {
    this.config = config;
    this.accounts = accounts;
    this.tokens = tokens;
  }

  /**
   * Checks a bearer token in constant time.
   *
   * @return the first administrator for the admin token, the worker for the worker token, its owner
   *     with what it grants for a personal access token; empty for anything else, and for a token
   *     that isn't configured, is over or was revoked
   */
  public Optional<Actor> authenticateToken(String token) {
    if (matches(config.adminToken(), token)) {
      return Optional.of(accounts.administrator());
    }
    return matches(config.workerToken(), token)
        ? Optional.of(new Actor.Worker())
        : tokens.authenticate(token).map(Actor.class::cast);
  }

  private static boolean matches(Optional<String> expected, String token) {
    return expected.map(String::strip).filter(text -> !text.isEmpty()).isPresent()
        && Token.same(expected.get().strip(), token);
  }
}
