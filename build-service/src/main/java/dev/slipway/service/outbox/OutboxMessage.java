package dev.slipway.service.outbox;

import org.jspecify.annotations.Nullable;

/**
 * A stored message on its way to Kafka.
 *
 * @param id grows in the order of writing
 * @param topic where to
 * @param key the record's key
 * @param payload JSON, null for a tombstone
 */
public record OutboxMessage(long id, String topic, String key, @Nullable String payload) {}
