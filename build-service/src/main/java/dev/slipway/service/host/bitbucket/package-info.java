/** Bitbucket Cloud: REST API 2.0 and OAuth. */
@NullMarked
package dev.slipway.service.host.bitbucket;

import org.jspecify.annotations.NullMarked;
