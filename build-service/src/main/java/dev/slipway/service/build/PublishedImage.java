package dev.slipway.service.build;

import dev.slipway.core.image.Digest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a successful build left in the registries.
 *
 * @param digest the image
 * @param size bytes of config and compressed layers
 * @param engine what built it
 * @param references full references with their tags
 */
public record PublishedImage(
    Digest digest, long size, @Nullable String engine, List<String> references) {

  public PublishedImage {
    references = List.copyOf(references);
  }
}
