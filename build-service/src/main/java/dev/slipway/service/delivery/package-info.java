/** Webhook deliveries as they are stored and shown. */
@NullMarked
package dev.slipway.service.delivery;

import org.jspecify.annotations.NullMarked;
