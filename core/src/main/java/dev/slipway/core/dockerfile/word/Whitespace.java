package dev.slipway.core.dockerfile.word;

/**
 * White space as Dockerfiles know it. There are two kinds: blanks separate words of an instruction;
 * Unicode's white space (which includes the no-break space) is trimmed and separates words after
 * expansion.
 */
public final class Whitespace {

  private static final char NEXT_LINE = 0x85;
  private static final char NO_BREAK_SPACE = 0xa0;

  private Whitespace() {}

  /** Space, tab, vertical tab, form feed, carriage return. */
  public static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == 0x0b;
  }

  /** White space of any kind, line ends included. */
  public static boolean isSpace(char c) {
    if (c < 0x80) {
      return isBlank(c) || c == '\n';
    }
    return c == NEXT_LINE || c == NO_BREAK_SPACE || Character.isSpaceChar(c);
  }

  /** Where the first character that is no white space stands, at or after {@code from}. */
  public static int skip(String text, int from) {
    int i = from;
    while (i < text.length() && isSpace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** The end of the text without white space at its end, not before {@code from}. */
  public static int trimmedEnd(String text, int from) {
    int end = text.length();
    while (end > from && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  /** The text without white space at both ends. */
  public static String trim(String text) {
    int start = skip(text, 0);
    return text.substring(start, trimmedEnd(text, start));
  }
}
