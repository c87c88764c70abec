/** Refused requests on their way to Kafka. */
@NullMarked
package dev.slipway.gateway.rejection.messaging;

import org.jspecify.annotations.NullMarked;
