package dev.slipway.service.image;

import dev.slipway.service.baseimage.UsedImage;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What an image stands on.
 *
 * @param name its reference
 * @param digest what that stood for, null when nobody told
 */
@Schema(name = "ImageBase")
public record BaseImage(String name, @Nullable String digest) {

  // image-spec, "Pre-Defined Annotation Keys".
  private static final String NAME = "org.opencontainers.image.base.name";
  private static final String DIGEST = "org.opencontainers.image.base.digest";

  /**
   * As the labels say, else the one image that the build used; null when there is none, or it could
   * be any of several.
   */
  static @Nullable BaseImage of(Map<String, String> labels, List<UsedImage> used) {
    String name = labels.get(NAME);
    if (name != null) {
      return new BaseImage(name, labels.get(DIGEST));
    }
    return used.size() == 1
        ? new BaseImage(used.get(0).reference().toString(), used.get(0).digest().value())
        : null;
  }
}
