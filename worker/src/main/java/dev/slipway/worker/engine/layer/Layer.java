package dev.slipway.worker.engine.layer;

import dev.slipway.core.image.Digest;
import java.nio.file.Path;

/**
 * A finished layer on disk.
 *
 * @param digest of the compressed bytes
 * @param diffId of the archive inside
 * @param size compressed bytes
 * @param file where they are
 */
public record Layer(Digest digest, Digest diffId, long size, Path file) {}
