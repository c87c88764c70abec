package dev.slipway.core.dockerfile.path;

import java.util.ArrayList;
import java.util.List;

/**
 * A glob over paths with Go's {@code filepath.Match} rules, which COPY's sources follow: {@code *}
 * any characters of one segment, {@code ?} one character, {@code [a-z]} and {@code [^a-z]} one of a
 * set, {@code \} takes the meaning from the next character. No wildcard matches a slash; {@code **}
 * is {@code *}. A tree is walked with it segment by segment:
 *
 * <pre>
 * for (String name : namesIn(directory)) if (glob.matchesSegment(depth, name)) …
 * </pre>
 *
 * Time is at most the product of the pattern's and the path's length.
 */
public final class GoGlob {

  private final List<GlobSegment> segments;

  private GoGlob(List<GlobSegment> segments) {
    this.segments = List.copyOf(segments);
  }

  /**
   * Reads a pattern, cleaned as a path below the root: {@code /a//./b/../c/} and {@code ../a/c} are
   * {@code a/c}.
   *
   * @throws IllegalArgumentException when a set is never closed or empty, or an escape stands last
   */
  public static GoGlob of(String pattern) {
    List<GlobSegment> segments = new ArrayList<>();
    for (String segment : splitAtSlashes(pattern)) {
      segments.add(GlobSegment.of(segment));
    }
    return new GoGlob(segments);
  }

  /** Whether {@link #of} takes a pattern. */
  public static boolean isValid(String pattern) {
    return splitAtSlashes(pattern).stream().allMatch(GlobSegment::isValid);
  }

  /** Whether a pattern holds a wildcard; without one a path names just itself. */
  public static boolean hasWildcards(String pattern) {
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '*' || c == '?' || c == '[') {
        return true;
      }
      if (c == '\\') {
        i++;
      }
    }
    return false;
  }

  /** How many segments the pattern has, which is the depth of what it matches. */
  public int depth() {
    return segments.size();
  }

  /** Whether a segment stands for one name only, so that a directory needs no listing. */
  public boolean isLiteral(int segment) {
    return segments.get(segment).isLiteral();
  }

  /**
   * The name that a segment stands for.
   *
   * @throws IllegalStateException unless {@link #isLiteral}
   */
  public String literal(int segment) {
    return segments.get(segment).literal();
  }

  /** Whether a name matches the segment at its depth, from 0. */
  public boolean matchesSegment(int segment, String name) {
    return segments.get(segment).matches(name);
  }

  /** Whether a whole relative path matches. */
  public boolean matches(String path) {
    List<String> names = splitAtSlashes(path);
    if (names.size() != segments.size()) {
      return false;
    }
    for (int i = 0; i < names.size(); i++) {
      if (!segments.get(i).matches(names.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static List<String> splitAtSlashes(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..")) {
        parts.subList(Math.max(0, parts.size() - 1), parts.size()).clear();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return parts;
  }
}
