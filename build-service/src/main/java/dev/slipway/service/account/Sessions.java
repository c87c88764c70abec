package dev.slipway.service.account;

import dev.slipway.service.access.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Browsers that are signed in. */
@ApplicationScoped
public class Sessions {

  /** How long somebody stays signed in. */
  public static final Duration LIFETIME = Duration.ofDays(14);

  private final SessionStore store;
  private final Clock clock;

  Sessions(SessionStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Starts a session, and forgets those that are over.
   *
   * @return its token, for the cookie; it can't be had again
   */
  public String open(Actor.User user) {
    Instant now = clock.instant();
    store.removeExpired(now);
    String token = Token.create();
    store.add(Token.hash(token), user, now, now.plus(LIFETIME));
    return token;
  }

  /** Whose session a token opens; empty when it is unknown or over. */
  public Optional<Actor.User> find(String token) {
    return store.find(Token.hash(token), clock.instant());
  }

  /** Ends a session; an unknown one is over already. */
  public void close(String token) {
    store.remove(Token.hash(token));
  }
}
