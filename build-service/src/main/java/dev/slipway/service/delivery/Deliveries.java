package dev.slipway.service.delivery;

import dev.slipway.core.message.DeliveryRecorded;
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
}
