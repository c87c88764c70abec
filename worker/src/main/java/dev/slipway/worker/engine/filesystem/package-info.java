/** The merged file system of an image, as metadata, and where its files' bytes are. */
@NullMarked
package dev.slipway.worker.engine.filesystem;

import org.jspecify.annotations.NullMarked;
