package dev.slipway.gateway.delivery;

import dev.slipway.core.message.DeliveryRecorded;
import java.util.concurrent.CompletionStage;

/** Where deliveries are recorded for good. */
public interface Deliveries {

  /**
   * Writes a record.
   *
   * @return completes when the record is durable; fails with {@link DeliveryTooLargeException} or
   *     {@link DeliveryNotRecordedException}, in bounded time
   */
  CompletionStage<Void> record(DeliveryRecorded delivery);
}
