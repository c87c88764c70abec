package dev.slipway.service.image;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How an image differs from that of the last successful build before it, of the same rule and ref.
 *
 * @param build that build
 * @param digest its image
 * @param same whether it is the very same image
 * @param sizeDelta bytes that this one has more
 * @param platforms for each platform that both have
 * @param platformsAdded what only this one is for
 * @param platformsRemoved what only the one before was for
 */
@Schema(name = "ImageDiff")
public record ImageDiff(
    UUID build,
    String digest,
    boolean same,
    long sizeDelta,
    List<VariantDiff> platforms,
    List<String> platformsAdded,
    List<String> platformsRemoved) {

  static ImageDiff of(
      BuiltImage before, List<ImageVariant> old, BuiltImage after, List<ImageVariant> now) {
    return new ImageDiff(
        before.build(),
        before.summary().digest(),
        before.summary().digest().equals(after.summary().digest()),
        after.size() - before.size(),
        now.stream()
            .flatMap(
                variant -> find(variant, old).map(was -> VariantDiff.of(was, variant)).stream())
            .toList(),
        missing(now, old).toList(),
        missing(old, now).toList());
  }

  /** The difference in size for people. */
  public String sizeDeltaText() {
    return Sizes.difference(sizeDelta);
  }

  private static Stream<String> missing(List<ImageVariant> these, List<ImageVariant> in) {
    return these.stream()
        .filter(variant -> find(variant, in).isEmpty())
        .map(ImageVariant::platform);
  }

  private static Optional<ImageVariant> find(ImageVariant variant, List<ImageVariant> in) {
    return in.stream().filter(other -> other.platform().equals(variant.platform())).findFirst();
  }
}
