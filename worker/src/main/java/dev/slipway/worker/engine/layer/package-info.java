/** Layers as reproducible archives, and the cache of them. */
@NullMarked
package dev.slipway.worker.engine.layer;

import org.jspecify.annotations.NullMarked;
