package dev.slipway.core.dockerfile.path;

import java.util.ArrayList;
import java.util.List;

/**
 * A {@code .dockerignore} file, with the rules of moby's {@code patternmatcher} and {@code
 * ignorefile}: a {@code #} in the first column is a comment, patterns are cleaned as paths and a
 * leading slash is dropped, {@code !} takes back, the last pattern that matches a path or one of
 * its parents decides, {@code **} matches any number of directories. {@code a/**} matches what is
 * in {@code a}, not {@code a} itself.
 *
 * <p>Paths are relative to the context, separated by slashes, without a leading one.
 */
public final class DockerIgnore {

  /** Excludes nothing. */
  public static final DockerIgnore NONE = new DockerIgnore(List.of());

  private final List<IgnorePattern> patterns;

  private DockerIgnore(List<IgnorePattern> patterns) {
    this.patterns = List.copyOf(patterns);
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException when a pattern is malformed; the message names its line
   */
  public static DockerIgnore parse(String text) {
    List<IgnorePattern> patterns = new ArrayList<>();
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = i == 0 && lines[i].startsWith("\ufeff") ? lines[i].substring(1) : lines[i];
      if (!line.startsWith("#") && !line.isBlank()) {
        patterns.add(pattern(line, i + 1));
      }
    }
    return new DockerIgnore(patterns);
  }

  /** Patterns that are given one by one, as {@code COPY --exclude} does. */
  public static DockerIgnore of(List<String> patterns) {
    return new DockerIgnore(
        patterns.stream().filter(p -> !p.isBlank()).map(p -> IgnorePattern.of(p.strip())).toList());
  }

  private static IgnorePattern pattern(String line, int number) {
    try {
      return IgnorePattern.of(line.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "line " + number + ": \"" + line.strip() + "\": " + e.getMessage(), e);
    }
  }

  /** Whether nothing is excluded. */
  public boolean isEmpty() {
    return patterns.isEmpty();
  }

  /** Whether a file or directory is left out of the context. */
  public boolean excludes(String path) {
    int last = lastMatch(path);
    return last >= 0 && !patterns.get(last).negated();
  }

  /**
   * Whether something below a directory may be in the context. False means that the directory can
   * be skipped as a whole; true promises nothing.
   */
  public boolean mayHoldIncluded(String directory) {
    int last = lastMatch(directory);
    if (last < 0 || patterns.get(last).negated()) {
      return true;
    }
    return patterns.subList(last + 1, patterns.size()).stream()
        .anyMatch(pattern -> pattern.negated() && pattern.mayMatchBelow(directory));
  }

  /** The last pattern that matches the path or a parent of it, or -1. */
  private int lastMatch(String path) {
    if (path.isEmpty() || path.equals(".")) {
      return -1; // the context itself
    }
    for (int i = patterns.size() - 1; i >= 0; i--) {
      if (patterns.get(i).matches(path)) {
        return i;
      }
    }
    return -1;
  }
}
