package dev.slipway.core.dockerfile.word;

import java.util.ArrayList;
import java.util.List;

/**
 * A word as written, quotes and escapes included.
 *
 * @param text the word
 * @param offset where it starts in the text it was taken from
 */
public record RawWord(String text, int offset) {

  /** Splits at blanks only; quotes mean nothing. This is how COPY, EXPOSE and FROM are read. */
  public static List<RawWord> splitAtBlanks(String text) {
    List<RawWord> words = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      while (i < text.length() && Whitespace.isBlank(text.charAt(i))) {
        i++;
      }
      int start = i;
      while (i < text.length() && !Whitespace.isBlank(text.charAt(i))) {
        i++;
      }
      if (i > start) {
        words.add(new RawWord(text.substring(start, i), start));
      }
    }
    return words;
  }

  /**
   * Splits at white space outside of quotes. A quote that is never closed reaches to the end. This
   * is how ENV, LABEL and ARG are read.
   *
   * @param escape takes the meaning from the next character, except between single quotes
   */
  public static List<RawWord> split(String text, char escape) {
    List<RawWord> words = new ArrayList<>();
    int i = Whitespace.skip(text, 0);
    while (i < text.length()) {
      int end = endOfWord(text, i, escape);
      String word = text.substring(i, end);
      words.add(new RawWord(withoutLoneEscape(word, escape, end == text.length()), i));
      i = Whitespace.skip(text, end);
    }
    return words;
  }

  private static int endOfWord(String text, int start, char escape) {
    char quote = 0;
    int i = start;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == escape && quote != '\'') {
        i++;
      } else if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (Whitespace.isSpace(c)) {
        return i;
      }
      i++;
    }
    return text.length();
  }

  /** An escape as the very last character of a text escapes nothing and is dropped. */
  private static String withoutLoneEscape(String word, char escape, boolean last) {
    int escapes = 0;
    while (escapes < word.length() && word.charAt(word.length() - 1 - escapes) == escape) {
      escapes++;
    }
    return last && escapes % 2 == 1 ? word.substring(0, word.length() - 1) : word;
  }
}
