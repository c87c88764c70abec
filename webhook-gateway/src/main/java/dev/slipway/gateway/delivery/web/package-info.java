/** The HTTP side of webhooks. */
@NullMarked
package dev.slipway.gateway.delivery.web;

import org.jspecify.annotations.NullMarked;
