package dev.slipway.core.diagnostic;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds what somebody may have meant by a word that is not known. The measure is the number of
 * single edits (insert, delete, replace, swap neighbours: optimal string alignment, the restricted
 * Damerau-Levenshtein distance), letter case ignored.
 */
public final class Suggestion {

  private static final int MAX_EDITS = 3;

  private Suggestion() {}

  /**
   * The nearest known word, if one is near enough: at most a third of the letters may differ, but
   * one always may.
   */
  public static Optional<String> nearest(String given, Collection<String> known) {
    String word = given.toLowerCase(Locale.ROOT);
    int best = Math.max(1, Math.min(MAX_EDITS, word.length() / 3)) + 1;
    String nearest = null;
    for (String candidate : known) {
      int edits = distance(word, candidate.toLowerCase(Locale.ROOT), best);
      if (edits < best) {
        best = edits;
        nearest = candidate;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** The end of an error message: {@code ; did you mean "FROM"?}, or nothing. */
  public static String didYouMean(String given, Collection<String> known) {
    return nearest(given, known).map(word -> "; did you mean \"" + word + "\"?").orElse("");
  }

  /** The edits from one word to another; {@code limit} when they are that many or more. */
  private static int distance(String from, String to, int limit) {
    if (Math.abs(from.length() - to.length()) >= limit) {
      return limit;
    }
    int[] beforeLast = new int[to.length() + 1];
    int[] last = new int[to.length() + 1];
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      fillRow(from, to, i, beforeLast, last, row);
      int[] spare = beforeLast;
      beforeLast = last;
      last = row;
      row = spare;
    }
    return Math.min(limit, last[to.length()]);
  }

  private static void fillRow(
      String from, String to, int i, int[] beforeLast, int[] last, int[] row) {
    row[0] = i;
    for (int j = 1; j <= to.length(); j++) {
      int replace = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
      row[j] = Math.min(Math.min(last[j], row[j - 1]) + 1, last[j - 1] + replace);
      boolean swapped =
          i > 1
              && j > 1
              && from.charAt(i - 1) == to.charAt(j - 2)
              && from.charAt(i - 2) == to.charAt(j - 1);
      if (swapped) {
        row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
      }
    }
  }
}
