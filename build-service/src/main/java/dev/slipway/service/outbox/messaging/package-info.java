/** The outbox's way to Kafka. */
@NullMarked
package dev.slipway.service.outbox.messaging;

import org.jspecify.annotations.NullMarked;
