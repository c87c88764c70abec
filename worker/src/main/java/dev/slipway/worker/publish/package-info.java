/** Base images from registries, and images to registries. */
@NullMarked
package dev.slipway.worker.publish;

import org.jspecify.annotations.NullMarked;
