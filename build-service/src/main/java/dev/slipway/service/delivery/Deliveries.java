package dev.slipway.service.delivery;

import dev.slipway.core.message.DeliveryRecorded;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The stored deliveries. Every method works in the caller's transaction. */
public interface Deliveries {

  /**
   * Keeps the repository from being deleted until the transaction ends.
   *
   * @return false when it is gone
   */
  boolean holdRepository(UUID repositoryId);

  /** Stores a delivery, or counts it once more; locks it either way. */
  UUID store(UUID repositoryId, DeliveryRecorded delivery);

  /** A delivery of a repository as it was recorded, by the id that {@link #store} gave it. */
  Optional<DeliveryRecorded> find(UUID repositoryId, UUID id);

  /**
   * Removes old deliveries; what they told of refs stays in {@link RefHistory}.
   *
   * @param before those received before this go
   * @param mostOfRepository of each repository, this many of the newest stay
   * @param limit how many are removed at most
   * @return how many were removed
   */
  int removeOld(Instant before, int mostOfRepository, int limit);

  /**
   * Removes the oldest history of repositories with very much of it; where a ref is now stays.
   *
   * @param mostOfRepository how many updates of a repository stay
   * @param limit how many are removed at most
   * @return how many were removed
   */
  int trimHistory(int mostOfRepository, int limit);
}
