package dev.slipway.service.outbox;

import org.jspecify.annotations.Nullable;

/**
 * Messages that have to be sent exactly when the transaction around them is committed. They are
 * sent within milliseconds after the commit, in order, again and again until Kafka confirms.
 */
public interface Outbox {

  /**
   * Adds a message to the current transaction.
   *
   * @param topic one of {@code Topics}
   * @param key the record's key
   * @param payload any record of {@code core.message}, written as JSON; null for a tombstone
   */
  void send(String topic, String key, @Nullable Object payload);
}
