/** Bitbucket Data Center: REST API 1.0 and OAuth. */
@NullMarked
package dev.slipway.service.host.bitbucketserver;

import org.jspecify.annotations.NullMarked;
