package dev.slipway.service.account;

import dev.slipway.service.access.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where personal access tokens are kept, by their hash. */
public interface AccessTokenStore {

  /**
   * Keeps a token.
   *
   * @return false when its owner has one of this name
   */
  boolean add(UUID owner, byte[] tokenHash, AccessToken token);

  /** All tokens of an owner, newest first, also those that are over. */
  List<AccessToken> of(UUID owner);

  /**
   * Whose token it is, with what it grants, if it is good at {@code now} and the account may be
   * used. Remembers the minute.
   */
  Optional<Actor.User> use(byte[] tokenHash, Instant now);

  /** False when the owner has no such token. */
  boolean remove(UUID owner, UUID id);

  /** Forgets tokens that were over before a time. */
  void removeExpiredBefore(Instant time);
}
