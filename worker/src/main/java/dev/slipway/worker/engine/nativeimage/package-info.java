/** The engine that needs no runtime: everything but RUN, straight from Git objects to layers. */
@NullMarked
package dev.slipway.worker.engine.nativeimage;

import org.jspecify.annotations.NullMarked;
