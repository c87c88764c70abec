package dev.slipway.service.host;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Consents that were asked for, by the hash of their state. Each method is one transaction. */
public interface AuthorizationStore {

  /**
   * Adds one, and forgets those that are over and all but the newest few of its user.
   *
   * @throws dev.slipway.service.web.InvalidInputException when there is no such namespace
   */
  void add(byte[] stateHash, PendingAuthorization authorization, Instant now);

  /** Used and expired ones too, for some time. */
  Optional<PendingAuthorization> find(byte[] stateHash);

  /** Uses one up: of many that try at once, exactly one gets true. */
  boolean use(UUID id, Instant now);
}
