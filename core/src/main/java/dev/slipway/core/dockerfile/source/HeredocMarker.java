package dev.slipway.core.dockerfile.source;

import dev.slipway.core.dockerfile.word.RawWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code <<EOF} in an instruction: a word of optional digits (a file descriptor), two angle
 * brackets, an optional dash and the delimiter.
 *
 * @param name the delimiter, quotes and escapes removed
 * @param expand whether none of it was quoted
 * @param stripTabs {@code <<-}
 * @param offset where the word starts in the text
 */
public record HeredocMarker(String name, boolean expand, boolean stripTabs, int offset) {

  /** All markers of an instruction's text, in order. */
  static List<HeredocMarker> allIn(String text) {
    List<HeredocMarker> markers = new ArrayList<>();
    for (RawWord word : RawWord.split(text, '\\')) {
      parse(word).ifPresent(markers::add);
    }
    return markers;
  }

  /** Reads a word as a marker, if it is one. */
  public static Optional<HeredocMarker> parse(RawWord word) {
    String text = word.text();
    int i = 0;
    while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      i++;
    }
    if (!text.startsWith("<<", i)) {
      return Optional.empty();
    }
    i += 2;
    boolean stripTabs = text.startsWith("-", i);
    String delimiter = text.substring(stripTabs ? i + 1 : i);
    String name = unquoted(delimiter);
    if (name.isEmpty() || delimiter.indexOf('<') >= 0) {
      return Optional.empty();
    }
    return Optional.of(new HeredocMarker(name, name.equals(delimiter), stripTabs, word.offset()));
  }

  private static String unquoted(String delimiter) {
    StringBuilder name = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < delimiter.length(); i++) {
      char c = delimiter.charAt(i);
      if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      } else if (c == '\\' && quote != '\'' && i + 1 < delimiter.length()) {
        i++;
        name.append(delimiter.charAt(i));
      } else {
        name.append(c);
      }
    }
    return quote == 0 ? name.toString() : "";
  }
}
