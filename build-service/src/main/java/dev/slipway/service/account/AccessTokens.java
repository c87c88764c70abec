package dev.slipway.service.account;

import dev.slipway.service.access.Actor;
import dev.slipway.service.access.NoSuchThingException;
import dev.slipway.service.access.Scope;
import dev.slipway.service.web.ConflictException;
import dev.slipway.service.web.InvalidInputException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Personal access tokens: what scripts and {@code docker login} use in their owner's place. */
@ApplicationScoped
public class AccessTokens {

  /** What every token starts with, so that scanners for leaked secrets know it. */
  public static final String PREFIX = "slp_";

  private static final int MOST = 100;

  /** How long one still sees that a token is over. */
  private static final Duration REMEMBERED = Duration.ofDays(30);

  private final AccessTokenStore store;
  private final AccountsConfig config;
  private final Clock clock;

  AccessTokens(AccessTokenStore store, AccountsConfig config, Clock clock) {
    this.store = store;
    this.config = config;
    this.clock = clock;
  }

  /**
   * A token to be made.
   *
   * @param name 1 to 100 characters
   * @param scope what it shall be good for
   * @param namespace the only namespace it shall be good for; null means all
   * @param expiresAt until when; null means until it is revoked
   */
  public record Wish(
      String name, Scope scope, @Nullable String namespace, @Nullable Instant expiresAt) {}

  /**
   * @param token what is kept
   * @param secret what to show to prove it; it can't be had again
   */
  public record Created(AccessToken token, String secret) {

    @Override
    public String toString() {
      return "Created[" + token + "]";
    }
  }

  /**
   * Makes a token.
   *
   * @throws InvalidInputException when it would last longer than is allowed here, or not at all
   * @throws ConflictException when its owner has one of this name, or too many
   */
  public Created create(Actor.User owner, Wish wish) {
    Instant now = clock.instant();
    checkExpiry(wish.expiresAt(), now);
    store.removeExpiredBefore(now.minus(REMEMBERED));
    if (store.of(owner.id()).size() >= MOST) {
      throw new ConflictException("you have " + MOST + " tokens; revoke one that isn't used");
    }
    AccessToken token =
        new AccessToken(
            UUID.randomUUID(),
            wish.name(),
            wish.scope(),
            wish.namespace(),
            now.truncatedTo(ChronoUnit.MILLIS),
            wish.expiresAt(),
            null);
    String secret = PREFIX + Token.create();
    if (!store.add(owner.id(), Token.hash(secret), token)) {
      throw new ConflictException("you have a token called \"" + wish.name() + "\" already");
    }
    return new Created(token, secret);
  }

  /** A person's tokens, newest first; those that are over stay for 30 days. */
  public List<AccessToken> of(Actor.User owner) {
    return store.of(owner.id());
  }

  /**
   * Makes a token useless from now on.
   *
   * @throws NoSuchThingException when the person has no such token
   */
  public void revoke(Actor.User owner, UUID id) {
    if (!store.remove(owner.id(), id)) {
      throw new NoSuchThingException("you have no such token");
    }
  }

  /** Who shows a token; empty when it is none, is over, or its owner's account is disabled. */
  Optional<Actor.User> authenticate(String secret) {
    return secret.startsWith(PREFIX)
        ? store.use(Token.hash(secret), clock.instant())
        : Optional.empty();
  }

  private void checkExpiry(@Nullable Instant expiresAt, Instant now) {
    if (expiresAt != null && !expiresAt.isAfter(now)) {
      throw new InvalidInputException("expiresAt", "must lie in the future");
    }
    Optional<Duration> longest = config.tokenMaxLifetime();
    if (longest.isEmpty()) {
      return;
    }
    Instant last = now.plus(longest.get());
    if (expiresAt == null || expiresAt.isAfter(last)) {
      throw new InvalidInputException(
          "expiresAt",
          "tokens last up to "
              + longest.get().toDays()
              + " days here; give a time not after "
              + last.truncatedTo(ChronoUnit.SECONDS));
    }
  }
}
