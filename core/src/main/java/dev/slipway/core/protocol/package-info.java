/** What workers and the build-service say to each other over HTTP. */
@NullMarked
package dev.slipway.core.protocol;

import org.jspecify.annotations.NullMarked;
