/** Programs that engines run, and the versions of them. */
@NullMarked
package dev.slipway.worker.engine.process;

import org.jspecify.annotations.NullMarked;
