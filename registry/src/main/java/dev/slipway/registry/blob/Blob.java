package dev.slipway.registry.blob;

import dev.slipway.core.image.Digest;
import java.nio.file.Path;

/**
 * A stored blob.
 *
 * @param size in bytes
 * @param file where its bytes lie, absolute
 */
public record Blob(Digest digest, long size, Path file) {}
