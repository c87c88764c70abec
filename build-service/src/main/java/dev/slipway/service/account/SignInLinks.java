package dev.slipway.service.account;

import dev.slipway.service.access.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Links that sign somebody in once. They stand in for a default password: the first start prints
 * one for the administrator.
 */
@ApplicationScoped
public class SignInLinks {

  /** How long a link can be used. */
  public static final Duration LIFETIME = Duration.ofHours(24);

  /** The path of links, with a trailing slash; the token comes after it. */
  public static final String PATH = "/sign-in/";

  private final SignInLinkStore store;
  private final Accounts accounts;
  private final Clock clock;

  SignInLinks(SignInLinkStore store, Accounts accounts, Clock clock) {
    this.store = store;
    this.accounts = accounts;
    this.clock = clock;
  }

  /**
   * Makes a link.
   *
   * @return the URL's path, {@code /sign-in/<token>}; it can't be had again
   */
  public String create(Actor.User user) {
    Instant now = clock.instant();
    store.removeOlderThan(now.minus(LIFETIME));
    String token = Token.create();
    store.add(Token.hash(token), user, now.plus(LIFETIME));
    return PATH + token;
  }

  /** A link for the first administrator, as the first start prints it. */
  public String createForAdministrator() {
    return create(accounts.administrator());
  }

  /** Whether a token would sign somebody in; asking doesn't use it up. */
  public boolean isUsable(String token) {
    return store.isUsable(Token.hash(token), clock.instant());
  }

  /** Uses a token up; empty when it is unknown, used, or over. */
  public Optional<Actor.User> redeem(String token) {
    return store.use(Token.hash(token), clock.instant());
  }
}
