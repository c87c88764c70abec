package dev.slipway.core.dockerfile.path;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** One line of a {@link DockerIgnore}. */
final class IgnorePattern {

  private static final String ANY_DEPTH = "**";

  private final boolean negated;
  private final List<String> segments;
  private final IgnoreMatcher matcher;

  private IgnorePattern(boolean negated, String cleaned) {
    this.negated = negated;
    this.segments = List.of(cleaned.split("/", -1));
    this.matcher = new IgnoreMatcher(cleaned);
  }

  static IgnorePattern of(String text) {
    boolean negated = text.startsWith("!");
    String pattern = negated ? text.substring(1).strip() : text;
    if (pattern.isEmpty()) {
      throw new IllegalArgumentException("nothing stands after the exclamation mark");
    }
    String cleaned = cleaned(pattern);
    boolean rooted = cleaned.length() > 1 && cleaned.startsWith("/");
    return new IgnorePattern(negated, rooted ? cleaned.substring(1) : cleaned);
  }

  boolean negated() {
    return negated;
  }

  /** Whether it matches a path or a parent of it. */
  boolean matches(String path) {
    return matcher.matches(path);
  }

  /** Whether the pattern's first segments fit a directory, so that it may match something in it. */
  boolean mayMatchBelow(String directory) {
    List<String> names = List.of(directory.split("/", -1));
    for (int i = 0; i < names.size() && i < segments.size(); i++) {
      if (segments.get(i).contains(ANY_DEPTH)) {
        return true;
      }
      if (!GlobSegment.of(segments.get(i)).matches(names.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** As Go's {@code path.Clean}: no empty segment, no dot, no dot-dot but in front. */
  private static String cleaned(String path) {
    boolean rooted = path.startsWith("/");
    Deque<String> kept = new ArrayDeque<>();
    for (String segment : path.split("/", -1)) {
      boolean up = segment.equals("..");
      if (up && !kept.isEmpty() && !kept.getLast().equals("..")) {
        kept.removeLast();
      } else if (!segment.isEmpty() && !segment.equals(".") && !(up && rooted)) {
        kept.addLast(segment);
      }
    }
    String joined = String.join("/", new ArrayList<>(kept));
    if (rooted) {
      return "/" + joined;
    }
    return joined.isEmpty() ? "." : joined;
  }
}
