/** The registry protocol: pulls through Jib Core's registry client, pushes through our own. */
@NullMarked
package dev.slipway.worker.publish.jib;

import org.jspecify.annotations.NullMarked;
