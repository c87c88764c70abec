/** Bitbucket Cloud's webhooks. */
@NullMarked
package dev.slipway.gateway.provider.bitbucket;

import org.jspecify.annotations.NullMarked;
