package dev.slipway.service.build;

import dev.slipway.core.image.Digest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a build left in the registries.
 *
 * @param digest the image
 * @param size bytes of config and compressed layers
 * @param engine what built it
 * @param references full references with their tags
 * @param reusedFrom the build that made the image, null when it was this one
 */
public record PublishedImage(
    Digest digest,
    long size,
    @Nullable String engine,
    List<String> references,
    @Nullable UUID reusedFrom) {

  public PublishedImage {
    references = List.copyOf(references);
  }

  /** An image of the build's own. */
  public PublishedImage(
      Digest digest, long size, @Nullable String engine, List<String> references) {
    this(digest, size, engine, references, null);
  }
}
