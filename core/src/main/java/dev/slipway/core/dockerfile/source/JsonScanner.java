package dev.slipway.core.dockerfile.source;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Just enough JSON (RFC 8259) to tell arrays from shell commands, without recursion. */
final class JsonScanner {

  /** Go's decoder refuses deeper nesting. */
  private static final int MAX_DEPTH = 10_000;

  private static final int HEX_DIGITS = 4;
  private static final String ESCAPED = "\"\\/bfnrt";
  private static final String UNESCAPED = "\"\\/\b\f\n\r\t";
  private static final Pattern SCALAR =
      Pattern.compile("true|false|null|-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]++)?");

  private final String text;
  private int position;

  JsonScanner(String text) {
    this.text = text;
  }

  /** Takes a character, white space before it skipped; leaves everything if another one comes. */
  boolean take(char wanted) {
    skipSpace();
    if (position < text.length() && text.charAt(position) == wanted) {
      position++;
      return true;
    }
    return false;
  }

  boolean atEnd() {
    skipSpace();
    return position == text.length();
  }

  /** Takes a string; null, and nothing taken, if none comes or it is malformed. */
  @Nullable String string() {
    int start = position;
    if (!take('"')) {
      return null;
    }
    StringBuilder value = new StringBuilder();
    while (position < text.length()) {
      char c = text.charAt(position);
      position++;
      if (c == '"') {
        return value.toString();
      }
      if (c < ' ' || (c == '\\' && !unescape(value))) {
        break;
      }
      if (c != '\\') {
        value.append(c);
      }
    }
    position = start;
    return null;
  }

  private boolean unescape(StringBuilder value) {
    if (position == text.length()) {
      return false;
    }
    char c = text.charAt(position);
    position++;
    if (c != 'u') {
      int known = ESCAPED.indexOf(c);
      if (known >= 0) {
        value.append(UNESCAPED.charAt(known));
      }
      return known >= 0;
    }
    int code = 0;
    for (int i = 0; i < HEX_DIGITS; i++) {
      int digit = position < text.length() ? Character.digit(text.charAt(position), 16) : -1;
      if (digit < 0 || text.charAt(position) >= 0x80) {
        return false;
      }
      code = code * 16 + digit;
      position++;
    }
    value.append((char) code);
    return true;
  }

  /** Takes a value of any kind; false if none comes. */
  boolean skipValue() {
    Deque<Character> open = new ArrayDeque<>();
    while (true) {
      if (open.size() > MAX_DEPTH) {
        return false;
      }
      boolean opened = openContainer(open);
      if (opened && !closesAtOnce(open)) {
        continue; // to the first value inside
      }
      if (!opened && string() == null && !scalar()) {
        return false;
      }
      if (!closeContainers(open)) {
        return false;
      }
      if (open.isEmpty()) {
        return true;
      }
    }
  }

  private boolean openContainer(Deque<Character> open) {
    if (take('[')) {
      open.push(']');
      return true;
    }
    if (take('{')) {
      open.push('}');
      return true;
    }
    return false;
  }

  /** Whether the container just opened is empty; else a member's key is taken. */
  private boolean closesAtOnce(Deque<Character> open) {
    char end = open.element();
    if (take(end)) {
      open.pop();
      return true;
    }
    if (end == '}' && !key()) {
      position = text.length(); // nothing valid can follow
    }
    return false;
  }

  /** After a value: closes what ends here, up to a comma. */
  private boolean closeContainers(Deque<Character> open) {
    while (!open.isEmpty()) {
      char end = open.element();
      if (take(',')) {
        return end == ']' || key();
      }
      if (!take(end)) {
        return false;
      }
      open.pop();
    }
    return true;
  }

  private boolean key() {
    return string() != null && take(':');
  }

  private boolean scalar() {
    skipSpace();
    Matcher matcher = SCALAR.matcher(text).region(position, text.length());
    if (matcher.lookingAt()) {
      position = matcher.end();
      return true;
    }
    return false;
  }

  private void skipSpace() {
    while (position < text.length() && " \t\n\r".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
  }
}
