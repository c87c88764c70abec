package dev.slipway.service.image;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An image for one platform.
 *
 * @param platform {@code os/arch[/variant]}
 * @param digest of its manifest
 * @param size bytes of its compressed layers
 * @param layers from the base upwards, with steps that made none
 * @param config how it runs; null when it is too long to be kept
 * @param base what it stands on, null when that isn't known
 */
@Schema(name = "ImageVariant")
public record ImageVariant(
    String platform,
    String digest,
    long size,
    List<LayerView> layers,
    @Nullable ImageConfig config,
    @Nullable BaseImage base) {

  public ImageVariant {
    layers = List.copyOf(layers);
  }

  /** The size for people. */
  public String sizeText() {
    return Sizes.text(size);
  }
}
