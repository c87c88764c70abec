package dev.slipway.core.diagnostic;

/**
 * Text from untrusted files made safe to print: control characters, which could rewrite a terminal,
 * and characters that turn the direction of writing are made visible.
 */
final class VisibleText {

  /** Where Unicode keeps pictures of the control characters. */
  private static final int CONTROL_PICTURES = 0x2400;

  private VisibleText() {}

  static String of(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(out, c));
    return out.toString();
  }

  private static void append(StringBuilder out, int c) {
    int type = Character.getType(c);
    if (c == '\t') {
      out.append(' ');
    } else if (c < ' ') {
      out.append((char) (CONTROL_PICTURES + c));
    } else if (type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR) {
      out.append(String.format("\\u%04x", c));
    } else {
      out.appendCodePoint(c);
    }
  }
}
