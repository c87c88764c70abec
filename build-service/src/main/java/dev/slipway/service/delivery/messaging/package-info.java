/** What Kafka brings about deliveries. */
@NullMarked
package dev.slipway.service.delivery.messaging;

import org.jspecify.annotations.NullMarked;
