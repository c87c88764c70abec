package dev.slipway.core.dockerfile.path;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** One segment of a {@link GoGlob}. */
final class GlobSegment {

  /** What one character of the pattern takes; null stands for a star. */
  private final List<@Nullable IntPredicate> parts;

  private final @Nullable String literal;

  private GlobSegment(List<@Nullable IntPredicate> parts, @Nullable String literal) {
    this.parts = parts;
    this.literal = literal;
  }

  static GlobSegment of(String pattern) {
    GlobParser parser = new GlobParser(pattern);
    return new GlobSegment(parser.parse(), parser.literal());
  }

  static boolean isValid(String pattern) {
    try {
      new GlobParser(pattern).parse();
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  boolean isLiteral() {
    return literal != null;
  }

  String literal() {
    if (literal == null) {
      throw new IllegalStateException("the segment holds wildcards");
    }
    return literal;
  }

  /** Matches greedily; on a mismatch the last star takes one character more. */
  boolean matches(String name) {
    int[] characters = name.codePoints().toArray();
    int part = 0;
    int at = 0;
    int star = -1;
    int starAt = 0;
    while (at < characters.length) {
      if (part < parts.size() && isStar(part)) {
        star = part;
        starAt = at;
        part++;
      } else if (part < parts.size() && takes(part, characters[at])) {
        part++;
        at++;
      } else if (star >= 0) {
        part = star + 1;
        starAt++;
        at = starAt;
      } else {
        return false;
      }
    }
    while (part < parts.size() && isStar(part)) {
      part++;
    }
    return part == parts.size();
  }

  private boolean isStar(int part) {
    return parts.get(part) == null;
  }

  private boolean takes(int part, int character) {
    IntPredicate predicate = parts.get(part);
    return predicate != null && predicate.test(character);
  }

  /** Reads a pattern. */
  private static final class GlobParser {
    private final int[] pattern;
    private final List<@Nullable IntPredicate> parts = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private boolean wild;
    private int position;

    GlobParser(String pattern) {
      this.pattern = pattern.codePoints().toArray();
    }

    @Nullable String literal() {
      return wild ? null : text.toString();
    }

    List<@Nullable IntPredicate> parse() {
      while (position < pattern.length) {
        int c = pattern[position];
        switch (c) {
          case '*':
            position++;
            wild = true;
            parts.add(null);
            break;
          case '?':
            position++;
            wild = true;
            parts.add(any -> true);
            break;
          case '[':
            position++;
            wild = true;
            parts.add(set());
            break;
          default:
            int wanted = character();
            text.appendCodePoint(wanted);
            parts.add(given -> given == wanted);
        }
      }
      return parts;
    }

    private IntPredicate set() {
      boolean negated = position < pattern.length && pattern[position] == '^';
      if (negated) {
        position++;
      }
      IntPredicate set = null;
      while (set == null || peek() != ']') {
        IntPredicate range = range();
        set = set == null ? range : set.or(range);
      }
      position++;
      return negated ? set.negate() : set;
    }

    private IntPredicate range() {
      if (peek() == '-' || peek() == ']') {
        throw new IllegalArgumentException("a set in the pattern is empty or starts with a dash");
      }
      int low = character();
      if (peek() != '-') {
        return given -> given == low;
      }
      position++;
      if (peek() == '-' || peek() == ']') {
        throw new IllegalArgumentException("a range in the pattern has no end");
      }
      int high = character();
      return given -> given >= low && given <= high;
    }

    /** A character that stands for itself, its escape removed. */
    private int character() {
      if (peek() == '\\') {
        position++;
      }
      int c = peek();
      position++;
      return c;
    }

    private int peek() {
      if (position == pattern.length) {
        throw new IllegalArgumentException("the pattern ends within a set or after an escape");
      }
      return pattern[position];
    }
  }
}
