/** GitHub's webhooks. */
@NullMarked
package dev.slipway.gateway.provider.github;

import org.jspecify.annotations.NullMarked;
