/** Takes away what nothing refers to any more. */
@NullMarked
package dev.slipway.registry.garbage;

import org.jspecify.annotations.NullMarked;
