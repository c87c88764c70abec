/** Values of container images: references and digests. */
@NullMarked
package dev.slipway.core.image;

import org.jspecify.annotations.NullMarked;
