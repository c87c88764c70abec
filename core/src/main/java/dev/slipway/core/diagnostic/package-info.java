/** Problems with a place in a source file, and how they are shown. */
@NullMarked
package dev.slipway.core.diagnostic;

import org.jspecify.annotations.NullMarked;
