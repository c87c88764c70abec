package dev.slipway.core.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a published image consists of.
 *
 * @param digest of the manifest, or of the index when there are several platforms
 * @param mediaType of that
 * @param variants one for each platform
 */
public record ImageSummary(String digest, String mediaType, List<Variant> variants) {

  /** The most characters of a configuration that travel in an event. */
  public static final int LONGEST_CONFIG = 128 * 1024;

  public ImageSummary {
    variants = List.copyOf(variants);
  }

  /**
   * The image for one platform.
   *
   * @param platform {@code os/arch[/variant]}
   * @param digest of its manifest
   * @param config the OCI image configuration as JSON text; null when it is longer than {@link
   *     #LONGEST_CONFIG}
   * @param layers from the base upwards
   */
  public record Variant(
      String platform, String digest, @Nullable String config, List<Layer> layers) {

    public Variant {
      layers = List.copyOf(layers);
    }
  }

  /**
   * @param digest of the compressed bytes
   * @param size compressed bytes
   * @param mediaType how they are packed
   */
  public record Layer(String digest, long size, String mediaType) {}
}
