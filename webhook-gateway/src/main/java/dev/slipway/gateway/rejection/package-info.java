/** What the gateway tells of requests that it refused: bounded counts, never a message for each. */
@NullMarked
package dev.slipway.gateway.rejection;

import org.jspecify.annotations.NullMarked;
