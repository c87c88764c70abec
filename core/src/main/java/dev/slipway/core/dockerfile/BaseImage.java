package dev.slipway.core.dockerfile;

import dev.slipway.core.diagnostic.SourceRange;
import org.jspecify.annotations.Nullable;

/**
 * An image that a plan starts from or copies from.
 *
 * @param reference as written and expanded; {@code ImageReference.parse} reads it
 * @param platform {@code os/arch[/variant]} that the file demands of it; null means the platform
 *     that the build makes its image for. COPY --from and RUN --mount=from never demand one
 * @param range the first instruction that takes something from it
 */
public record BaseImage(String reference, @Nullable String platform, SourceRange range) {

  /** The platform to look it up for. */
  public String platformOr(String ofTheBuild) {
    return platform == null ? ofTheBuild : platform;
  }
}
