package dev.slipway.registry.catalog;

import dev.slipway.core.image.Digest;
import java.time.Instant;

/**
 * A tag and what it stands for.
 *
 * @param mediaType of the manifest or index
 * @param bytes what pulling it moves: manifest, config and compressed layers, of all platforms
 * @param taggedAt when the tag was set
 */
public record TaggedImage(
    String tag, Digest digest, String mediaType, long bytes, Instant taggedAt) {}
