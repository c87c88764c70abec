/** One JVM with everything. */
@NullMarked
package dev.slipway.standalone;

import org.jspecify.annotations.NullMarked;
