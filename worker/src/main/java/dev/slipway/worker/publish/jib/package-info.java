/** The registry protocol, through Jib Core's registry client. */
@NullMarked
package dev.slipway.worker.publish.jib;

import org.jspecify.annotations.NullMarked;
