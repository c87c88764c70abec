/** Words of a Dockerfile: splitting, quoting and the expansion of variables. */
@NullMarked
package dev.slipway.core.dockerfile.word;

import org.jspecify.annotations.NullMarked;
