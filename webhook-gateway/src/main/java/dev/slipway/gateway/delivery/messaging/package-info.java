/** Writes deliveries to Kafka. */
@NullMarked
package dev.slipway.gateway.delivery.messaging;

import org.jspecify.annotations.NullMarked;
