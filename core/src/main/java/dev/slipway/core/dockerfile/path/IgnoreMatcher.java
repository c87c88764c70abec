package dev.slipway.core.dockerfile.path;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Matches paths, and all that lies below what matches. Most patterns are plain paths; the others
 * become a regex, which RE2 runs in linear time.
 */
final class IgnoreMatcher {

  private final String plain;
  private final @Nullable Pattern regex;

  IgnoreMatcher(String pattern) {
    for (String segment : pattern.split("/", -1)) {
      if (!GlobSegment.isValid(segment)) {
        throw new IllegalArgumentException(
            "the pattern is malformed: a [ is never closed, or a \\ stands at the end");
      }
    }
    boolean wild = GoGlob.hasWildcards(pattern) || pattern.indexOf('\\') >= 0;
    this.plain = pattern;
    this.regex = wild ? compiled(pattern) : null;
  }

  boolean matches(String path) {
    if (regex != null) {
      return regex.matches(path);
    }
    return path.startsWith(plain)
        && (path.length() == plain.length() || path.charAt(plain.length()) == '/');
  }

  private static Pattern compiled(String pattern) {
    return Pattern.compile(new Translation(pattern).regex() + "(?:/.*)?", Pattern.DOTALL);
  }

  private static final class Translation {
    private final String pattern;
    private final StringBuilder regex = new StringBuilder();
    private int position;

    Translation(String pattern) {
      this.pattern = pattern;
    }

    String regex() {
      while (position < pattern.length()) {
        char c = pattern.charAt(position);
        switch (c) {
          case '*':
            stars();
            break;
          case '?':
            regex.append("[^/]");
            position++;
            break;
          case '[':
            set();
            break;
          default:
            regex.append(Pattern.quote(character()));
        }
      }
      return regex.toString();
    }

    /** Two stars take slashes: at the end anything, else any number of whole directories. */
    private void stars() {
      if (!pattern.startsWith("**", position)) {
        regex.append("[^/]*");
        position++;
        return;
      }
      position += 2;
      if (pattern.startsWith("/", position)) {
        position++;
      }
      regex.append(position == pattern.length() ? ".*" : "(?:.*/)?");
    }

    /** Validated before, so it is closed; a slash in it can't be matched, as in a glob. */
    private void set() {
      position++;
      regex.append('[');
      if (pattern.charAt(position) == '^') {
        regex.append("^/");
        position++;
      }
      do {
        regex.append(inSet(character()));
        if (pattern.charAt(position) == '-') {
          position++;
          regex.append('-').append(inSet(character()));
        }
      } while (pattern.charAt(position) != ']');
      position++;
      regex.append(']');
    }

    private static String inSet(String character) {
      return String.format("\\x{%x}", character.codePointAt(0));
    }

    private String character() {
      if (pattern.charAt(position) == '\\') {
        position++;
      }
      int width = Character.charCount(pattern.codePointAt(position));
      position += width;
      return pattern.substring(position - width, position);
    }
  }
}
