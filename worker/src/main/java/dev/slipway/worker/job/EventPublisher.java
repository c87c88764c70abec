package dev.slipway.worker.job;

import dev.slipway.core.message.BuildEvent;
import java.io.IOException;

/** Publishes a build's events durably. */
interface EventPublisher {

  /**
   * Publishes an event and waits until it is durable.
   *
   * @throws IOException when it could not be confirmed in time; it may be published again
   */
  void publish(BuildEvent event) throws IOException, InterruptedException;
}
