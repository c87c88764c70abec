/** The first layer of the front end: from bytes to raw instructions with their places. */
@NullMarked
package dev.slipway.core.dockerfile.source;

import org.jspecify.annotations.NullMarked;
