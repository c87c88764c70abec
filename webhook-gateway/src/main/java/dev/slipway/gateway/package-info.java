/** Verifies, parses and matches webhooks, and publishes deliveries. */
@NullMarked
package dev.slipway.gateway;

import org.jspecify.annotations.NullMarked;
