package dev.slipway.core.rule;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Bounds what a regular expression expands to before RE2/J expands it: {@code ((a{1000}){1000})} is
 * short to write and takes a million states. A scan over groups and counts estimates the number of
 * states from above; it doesn't check the syntax.
 */
final class ExpressionSize {

  private static final long MAX_STATES = 10_000;

  private final String expression;

  /** States of each group that is still open, from the outermost on. */
  private final Deque<Long> open = new ArrayDeque<>();

  private long group;
  private long last;

  private ExpressionSize(String expression) {
    this.expression = expression;
  }

  /**
   * @throws RuleSyntaxException at the count that makes the expression too large
   */
  static void check(String expression) {
    new ExpressionSize(expression).scan();
  }

  private void scan() {
    for (int at = 0; at < expression.length(); ) {
      at = step(at);
      long total = group + open.stream().mapToLong(Long::longValue).sum();
      if (total > MAX_STATES) {
        throw new RuleSyntaxException(
            RefPattern.FIELD, at + 1, "the counts multiply to more than " + MAX_STATES + " states");
      }
    }
  }

  /** Takes one piece and returns where the next one starts. */
  private int step(int at) {
    return switch (expression.charAt(at)) {
      case '\\' -> escape(at);
      case '[' -> atom(endOfClass(at));
      case '(' -> openGroup(at);
      case ')' -> closeGroup(at);
      case '{' -> count(at);
      default -> atom(at + 1);
    };
  }

  private int atom(int end) {
    last = 1;
    group++;
    return end;
  }

  private int escape(int at) {
    if (!expression.startsWith("\\Q", at)) {
      return atom(at + 2);
    }
    int close = expression.indexOf("\\E", at + 2);
    int end = close < 0 ? expression.length() : close;
    last = 1;
    group += end - at;
    return end + 2;
  }

  private int openGroup(int at) {
    open.push(group);
    group = 0;
    return at + 1;
  }

  private int closeGroup(int at) {
    last = group + 1;
    group = last + (open.isEmpty() ? 0 : open.pop());
    return at + 1;
  }

  /** {@code {n}}, {@code {n,}} and {@code {n,m}} repeat what stands before; else it's literal. */
  private int count(int at) {
    int close = expression.indexOf('}', at);
    String inside = close < 0 ? "" : expression.substring(at + 1, close);
    if (!inside.matches("[0-9]{1,4}(,[0-9]{0,4})?")) {
      return atom(at + 1);
    }
    long times = 0;
    for (String bound : inside.split(",")) {
      times = Math.max(times, Long.parseLong(bound));
    }
    group += last * times;
    last += last * times;
    return close + 1;
  }

  private int endOfClass(int at) {
    int i = at + 1;
    if (expression.startsWith("^", i)) {
      i++;
    }
    // A bracket right at the start is a member of the class.
    if (expression.startsWith("]", i)) {
      i++;
    }
    while (i < expression.length() && expression.charAt(i) != ']') {
      int named = expression.startsWith("[:", i) ? expression.indexOf(":]", i + 2) : -1;
      if (named >= 0) {
        i = named + 2;
      } else {
        i += expression.charAt(i) == '\\' ? 2 : 1;
      }
    }
    return i + 1;
  }
}
