package dev.slipway.service.account;

import dev.slipway.service.access.Actor;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Where sign-in links are kept, by the hash of their token. */
public interface SignInLinkStore {

  void add(byte[] tokenHash, Actor.User user, Instant expiresAt);

  /** Whether {@link #use} would succeed now. */
  boolean isUsable(byte[] tokenHash, Instant now);

  /** Uses a link up: of many that try at once, exactly one gets the user. */
  Optional<Actor.User> use(byte[] tokenHash, Instant now);

  /** Makes all links of an account unusable. */
  void removeAll(UUID user);

  /** Forgets links that were over before a time. */
  void removeOlderThan(Instant time);
}
