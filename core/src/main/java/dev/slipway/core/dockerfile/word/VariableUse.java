package dev.slipway.core.dockerfile.word;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Finds the variables whose values a text needs, without expanding it: {@code $x}, {@code ${x}},
 * {@code ${x%…}}, {@code ${x/…}}. Forms that say what an unset variable stands for ({@code - + ?})
 * need none.
 */
public final class VariableUse {

  private static final String PATTERNS = "#%/";

  private final String text;
  private final char escape;
  private final Set<String> names = new LinkedHashSet<>();
  private int position;

  private VariableUse(String text, char escape) {
    this.text = text;
    this.escape = escape;
  }

  /** The names in order of first appearance. */
  public static Set<String> in(String text, char escape) {
    if (text.indexOf('$') < 0) {
      return Set.of();
    }
    VariableUse use = new VariableUse(text, escape);
    use.scan();
    return use.names;
  }

  private void scan() {
    boolean quoted = false;
    while (position < text.length()) {
      char c = text.charAt(position);
      position++;
      if (c == escape) {
        position++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == '\'' && !quoted) {
        int end = text.indexOf('\'', position);
        position = end < 0 ? text.length() : end + 1;
      } else if (c == '$') {
        dollar();
      }
    }
  }

  private void dollar() {
    boolean braced = position < text.length() && text.charAt(position) == '{';
    int start = braced ? position + 1 : position;
    int end = start;
    while (end < text.length() && isNamePart(text.charAt(end), end == start)) {
      end++;
    }
    position = Math.max(position, end);
    boolean needed = !braced || (end < text.length() && needsValue(text.charAt(end)));
    if (end > start && needed) {
      names.add(text.substring(start, end));
    }
  }

  /** Positional parameters are never set and no mistake of a name. */
  private static boolean isNamePart(char c, boolean first) {
    return c == '_' || Character.isLetter(c) || (!first && Character.isDigit(c));
  }

  private static boolean needsValue(char next) {
    return next == '}' || PATTERNS.indexOf(next) >= 0;
  }
}
