package dev.slipway.service.repository.web;

import dev.slipway.service.build.BuildPhase;
import java.util.List;

/**
 * The picture that tells how a repository's builds go. Its words are constants, so that nothing
 * that anybody chose comes into the SVG.
 */
enum Badge {
  PASSING("passing", "#1a7f37"),
  FAILING("failing", "#b42318"),
  BUILDING("building", "#9a6700"),
  NO_BUILDS("no builds", "#55626e"),
  /** For private repositories and missing ones alike. */
  UNKNOWN("unknown", "#55626e");

  private static final int LABEL_WIDTH = 41;
  private static final int CHARACTER_WIDTH = 7;
  private static final int PADDING = 12;

  private final String word;
  private final String color;

  Badge(String word, String color) {
    this.word = word;
    this.color = color;
  }

  /**
   * What the builds say together: the newest one that came to something decides.
   *
   * @param newestFirst the states' names
   */
  static Badge of(List<String> newestFirst) {
    return newestFirst.stream()
        .map(BuildPhase::parse)
        .filter(phase -> phase != BuildPhase.CANCELED && phase != BuildPhase.SUPERSEDED)
        .findFirst()
        .map(Badge::of)
        .orElse(NO_BUILDS);
  }

  private static Badge of(BuildPhase phase) {
    return switch (phase) {
      case QUEUED, BUILDING, PUSHING -> BUILDING;
      case SUCCESS -> PASSING;
      case FAILED, ERROR, TIMED_OUT, EXPIRED -> FAILING;
      case CANCELED, SUPERSEDED -> NO_BUILDS;
    };
  }

  String svg() {
    int valueWidth = word.length() * CHARACTER_WIDTH + PADDING;
    int width = LABEL_WIDTH + valueWidth;
    return """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="20" role="img" \
        aria-label="build: %2$s"><title>build: %2$s</title>\
        <rect width="%1$d" height="20" rx="3" fill="#33404b"/>\
        <rect x="41" width="%3$d" height="20" rx="3" fill="%4$s"/>\
        <rect x="41" width="4" height="20" fill="%4$s"/>\
        <g fill="#fff" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11" \
        text-anchor="middle"><text x="21" y="14">build</text>\
        <text x="%5$d" y="14">%2$s</text></g></svg>
        """
        .formatted(width, word, valueWidth, color, LABEL_WIDTH + valueWidth / 2);
  }
}
