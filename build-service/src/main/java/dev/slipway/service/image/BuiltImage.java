package dev.slipway.service.image;

import dev.slipway.core.message.ImageSummary;
import java.util.List;
import java.util.UUID;

/**
 * The image that a build published.
 *
 * @param build which build
 * @param summary what it consists of
 * @param size bytes of config and compressed layers, of all platforms
 * @param published full references with their tags
 */
public record BuiltImage(UUID build, ImageSummary summary, long size, List<String> published) {

  public BuiltImage {
    published = List.copyOf(published);
  }
}
