/** Content-addressed blobs, shared by the repositories that link to them. */
@NullMarked
package dev.slipway.registry.blob;

import org.jspecify.annotations.NullMarked;
