/** Takes one webhook delivery from its raw body to a durable record. */
@NullMarked
package dev.slipway.gateway.delivery;

import org.jspecify.annotations.NullMarked;
