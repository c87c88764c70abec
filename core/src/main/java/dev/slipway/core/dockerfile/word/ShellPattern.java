package dev.slipway.core.dockerfile.word;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * Patterns of {@code ${x#…}}, {@code ${x%…}} and {@code ${x/…/…}}: {@code *} any text, {@code ?}
 * any character, both with a backslash themselves; brackets have no meaning. Run by RE2, so a
 * pattern can't be made to take exponential time.
 */
final class ShellPattern {

  private static final int MAX_LENGTH = 1_000;

  private ShellPattern() {}

  static String withoutPrefix(String value, String pattern, boolean longest, ExpansionBudget budget)
      throws ExpansionException {
    Matcher matcher = matcher(value, pattern, longest, budget);
    return matcher.lookingAt() ? value.substring(matcher.end()) : value;
  }

  /** A regex finds no shortest match at the end, so both sides are turned around. */
  static String withoutSuffix(String value, String pattern, boolean longest, ExpansionBudget budget)
      throws ExpansionException {
    String rest = withoutPrefix(reversed(value), reversedPattern(pattern), longest, budget);
    return reversed(rest);
  }

  /** Replaces the leftmost longest match, or every match; the replacement is taken literally. */
  static String replaced(
      String value, String pattern, String replacement, boolean all, ExpansionBudget budget)
      throws ExpansionException {
    String literal = unescaped(replacement);
    Matcher matcher = matcher(value, pattern, true, budget);
    WordSink result = new WordSink(budget, ExpansionBudget.MAX_RESULT);
    int end = 0;
    while (matcher.find()) {
      result.literal(value.substring(end, matcher.start()));
      result.literal(literal);
      end = matcher.end();
      if (!all) {
        break;
      }
    }
    result.literal(value.substring(end));
    return result.text();
  }

  private static Matcher matcher(
      String value, String pattern, boolean greedy, ExpansionBudget budget)
      throws ExpansionException {
    if (pattern.length() > MAX_LENGTH) {
      throw new ExpansionException(
          "a pattern in ${…} is longer than " + MAX_LENGTH + " characters");
    }
    budget.spend((long) (pattern.length() + 1) * (value.length() + 1));
    return Pattern.compile(regex(pattern, greedy)).matcher(value);
  }

  private static String regex(String pattern, boolean greedy) throws ExpansionException {
    StringBuilder regex = new StringBuilder();
    int i = 0;
    while (i < pattern.length()) {
      char c = pattern.charAt(i);
      if (c == '*') {
        regex.append(greedy ? ".*" : ".*?");
      } else if (c == '?') {
        regex.append('.');
      } else if (c == '\\') {
        i++;
        regex.append(Pattern.quote(escaped(pattern, i)));
      } else {
        int width = Character.charCount(pattern.codePointAt(i));
        regex.append(Pattern.quote(pattern.substring(i, i + width)));
        i += width - 1;
      }
      i++;
    }
    return regex.toString();
  }

  private static String escaped(String pattern, int at) throws ExpansionException {
    if (at == pattern.length() || "*?\\}/".indexOf(pattern.charAt(at)) < 0) {
      throw new ExpansionException(
          "a pattern in ${…} escapes a character that needs no escape; only * ? \\ } / do");
    }
    return pattern.substring(at, at + 1);
  }

  /** A slash or brace needed its escape only to get through the braces of {@code ${…}}. */
  private static String unescaped(String replacement) {
    return replacement.replace("\\/", "/").replace("\\}", "}");
  }

  private static String reversed(String text) {
    return new StringBuilder(text).reverse().toString();
  }

  /** Turns a pattern around, each escape staying before what it escapes. */
  private static String reversedPattern(String pattern) {
    StringBuilder out = new StringBuilder(pattern).reverse();
    for (int i = 0; i + 1 < out.length(); i++) {
      if (out.charAt(i + 1) == '\\' && isEscape(pattern, pattern.length() - 2 - i)) {
        out.setCharAt(i + 1, out.charAt(i));
        out.setCharAt(i, '\\');
        i++;
      }
    }
    return out.toString();
  }

  /** Whether the backslash at a place escapes what follows, not being escaped itself. */
  private static boolean isEscape(String pattern, int at) {
    int before = 0;
    while (at - 1 - before >= 0 && pattern.charAt(at - 1 - before) == '\\') {
      before++;
    }
    return before % 2 == 0;
  }
}
