/** The webhooks that exist, with their secrets and rules, and who may speak for them. */
@NullMarked
package dev.slipway.gateway.hook;

import org.jspecify.annotations.NullMarked;
