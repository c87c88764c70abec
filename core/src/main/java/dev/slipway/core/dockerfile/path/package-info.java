/** Patterns over paths of the build context: {@code .dockerignore} and the globs of COPY. */
@NullMarked
package dev.slipway.core.dockerfile.path;

import org.jspecify.annotations.NullMarked;
