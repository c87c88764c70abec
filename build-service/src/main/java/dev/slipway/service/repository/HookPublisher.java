package dev.slipway.service.repository;

import java.time.Duration;
import java.util.UUID;

/** Tells the gateway about webhooks and their rules. */
public interface HookPublisher {

  /** Sends a repository's webhook with all its rules as they are in the current transaction. */
  void publish(UUID repositoryId);

  /** Takes a webhook away from the gateway, in the current transaction. */
  void withdraw(String hookId);

  /**
   * Waits, outside of a transaction, until what was published of a webhook is in Kafka.
   *
   * @return false when that took longer than the limit; it will be sent all the same
   */
  boolean awaitSent(String hookId, Duration limit);
}
