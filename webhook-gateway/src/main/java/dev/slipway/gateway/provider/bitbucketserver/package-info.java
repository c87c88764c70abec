/** Bitbucket Data Center's webhooks. */
@NullMarked
package dev.slipway.gateway.provider.bitbucketserver;

import org.jspecify.annotations.NullMarked;
