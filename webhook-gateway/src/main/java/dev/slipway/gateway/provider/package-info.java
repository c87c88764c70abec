/** What the Git hosts' webhooks say, in one language. */
@NullMarked
package dev.slipway.gateway.provider;

import org.jspecify.annotations.NullMarked;
