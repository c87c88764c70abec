package dev.slipway.service.image;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a build's image.
 *
 * @param build which build
 * @param digest of the manifest, or of the index when there are several platforms
 * @param mediaType of that
 * @param size bytes of config and compressed layers
 * @param published full references with their tags
 * @param pullByTag commands that get it, as long as the tags stay
 * @param pullByDigest commands that get this very image
 * @param platforms one for each platform
 * @param previous how it differs from the one before, null when there is none
 * @param links paths of what can be asked of it
 */
@Schema(name = "ImageDetails")
public record ImageDetails(
    UUID build,
    String digest,
    String mediaType,
    long size,
    List<String> published,
    List<String> pullByTag,
    List<String> pullByDigest,
    List<ImageVariant> platforms,
    @Nullable ImageDiff previous,
    Map<String, String> links) {

  /** The size for people. */
  public String sizeText() {
    return Sizes.text(size);
  }
}
