package dev.slipway.gateway.rejection;

import dev.slipway.core.message.DeliveryRejected;
import java.util.concurrent.CompletionStage;

/** Where is told what was refused. */
public interface RejectedDeliveries {

  /**
   * Publishes a message. May block for a second or two, so it is for a thread of its own.
   *
   * @return completes when it is written; fails when that isn't certain
   */
  CompletionStage<Void> publish(DeliveryRejected message);
}
