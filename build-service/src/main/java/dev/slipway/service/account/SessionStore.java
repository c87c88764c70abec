package dev.slipway.service.account;

import dev.slipway.service.access.Actor;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Where sessions are kept, by the hash of their token. */
public interface SessionStore {

  void add(byte[] tokenHash, Actor.User user, Instant createdAt, Instant expiresAt);

  /** Whose session it is, if it is still valid at {@code now} and the account may be used. */
  Optional<Actor.User> find(byte[] tokenHash, Instant now);

  void remove(byte[] tokenHash);

  /** Ends all sessions of an account. */
  void removeAll(UUID user);

  void removeExpired(Instant now);
}
