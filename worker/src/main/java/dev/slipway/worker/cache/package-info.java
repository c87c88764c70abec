/** What this worker keeps between builds: how long it was not used, and when it has to go. */
@NullMarked
package dev.slipway.worker.cache;

import org.jspecify.annotations.NullMarked;
