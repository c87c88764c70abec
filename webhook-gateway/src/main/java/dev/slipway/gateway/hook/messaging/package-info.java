/** Follows the compacted topic that tells of webhooks and rules. */
@NullMarked
package dev.slipway.gateway.hook.messaging;

import org.jspecify.annotations.NullMarked;
