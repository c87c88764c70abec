package dev.slipway.core.dockerfile.source;

import dev.slipway.core.dockerfile.word.Whitespace;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the flags between an instruction's keyword and its arguments: words that start with two
 * dashes. Quotes and backslashes in them are removed; {@code --} alone ends them.
 */
final class FlagScanner {

  private static final String FLAG = "--";

  private final String text;
  private final List<RawFlag> flags = new ArrayList<>();
  private int position;

  private FlagScanner(String text, int from) {
    this.text = text;
    this.position = from;
  }

  static FlagScanner scan(String text, int from) {
    FlagScanner scanner = new FlagScanner(text, from);
    scanner.scanFlags();
    return scanner;
  }

  List<RawFlag> flags() {
    return flags;
  }

  /** Where the arguments start. */
  int end() {
    return position;
  }

  private void scanFlags() {
    position = Whitespace.skip(text, position);
    while (text.startsWith(FLAG, position)) {
      int start = position;
      String word = word();
      position = Whitespace.skip(text, position);
      if (word.equals(FLAG)) {
        return;
      }
      flags.add(RawFlag.of(word, start));
    }
  }

  private String word() {
    StringBuilder word = new StringBuilder();
    char quote = 0;
    while (position < text.length()) {
      char c = text.charAt(position);
      if (quote == 0 && Whitespace.isSpace(c)) {
        break;
      }
      position++;
      if (c == '\\') {
        if (position < text.length()) {
          word.append(text.charAt(position));
          position++;
        }
      } else if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else {
        word.append(c);
      }
    }
    return word.toString();
  }
}
