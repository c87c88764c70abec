/** Blobs on their way in: in one piece or in chunks, hashed while they are written. */
@NullMarked
package dev.slipway.registry.upload;

import org.jspecify.annotations.NullMarked;
