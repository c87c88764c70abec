package dev.slipway.core.rule;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The words by which a commit's message says that it wants no build. */
final class SkipMarker {

  private static final String[] MARKERS = {
    "[skip ci]", "[ci skip]", "[skip build]", "[build skip]"
  };

  private SkipMarker() {}

  /** The first of the markers, in any case, that a message holds. */
  static Optional<String> find(@Nullable String message) {
    if (message == null) {
      return Optional.empty();
    }
    for (int at = message.indexOf('['); at >= 0; at = message.indexOf('[', at + 1)) {
      for (String marker : MARKERS) {
        if (message.regionMatches(true, at, marker, 0, marker.length())) {
          return Optional.of(marker);
        }
      }
    }
    return Optional.empty();
  }
}
