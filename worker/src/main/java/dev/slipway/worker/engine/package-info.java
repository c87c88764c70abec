/** From a planned Dockerfile to an image. */
@NullMarked
package dev.slipway.worker.engine;

import org.jspecify.annotations.NullMarked;
