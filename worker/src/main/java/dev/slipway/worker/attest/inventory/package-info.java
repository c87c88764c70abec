/** The packages of an image, read layer by layer, each layer once. */
@NullMarked
package dev.slipway.worker.attest.inventory;

import org.jspecify.annotations.NullMarked;
