/** The build checks of the Dockerfile reference ("Build checks"), by their names there. */
@NullMarked
package dev.slipway.core.dockerfile.check;

import org.jspecify.annotations.NullMarked;
