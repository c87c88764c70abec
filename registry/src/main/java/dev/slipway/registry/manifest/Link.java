package dev.slipway.registry.manifest;

import dev.slipway.core.image.Digest;

/**
 * A checked pointer from a manifest to other content.
 *
 * @param size in bytes, as the manifest says
 * @param elsewhere whether the content may lie outside the registry
 */
public record Link(Digest digest, long size, boolean elsewhere) {}
