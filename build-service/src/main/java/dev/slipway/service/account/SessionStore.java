package dev.slipway.service.account;

import dev.slipway.service.access.Actor;
import java.time.Instant;
import java.util.Optional;

/** Where sessions are kept, by the hash of their token. */
public interface SessionStore {

  void add(byte[] tokenHash, Actor.User user, Instant createdAt, Instant expiresAt);

  /** Whose session it is, if it is still valid at {@code now}. */
  Optional<Actor.User> find(byte[] tokenHash, Instant now);

  void remove(byte[] tokenHash);

  void removeExpired(Instant now);
}
