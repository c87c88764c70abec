/** The native engine, BuildKit and buildah build the same cases, and have to agree. */
@NullMarked
package dev.slipway.worker.engine.differential;

import org.jspecify.annotations.NullMarked;
