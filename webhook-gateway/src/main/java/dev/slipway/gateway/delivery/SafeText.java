package dev.slipway.gateway.delivery;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Makes text of a stranger fit to be stored and shown: bounded, encodable, and without control
 * characters but tab and line break. A database doesn't take a NUL, and would stop at it for ever.
 */
public final class SafeText {

  private static final int REPLACEMENT = 0xfffd;

  private SafeText() {}

  /** The safe form, at most {@code maxLength} UTF-16 units; null stays null. */
  public static @Nullable String of(@Nullable String text, int maxLength) {
    return text == null ? null : shown(text, maxLength);
  }

  /** The safe form of a text that is there. */
  static String shown(String text, int maxLength) {
    String bounded = text.length() <= maxLength ? text : text.substring(0, maxLength - 1) + "…";
    // Writing and reading turns halves of characters into question marks.
    String encodable = new String(bounded.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    return encodable
        .codePoints()
        .map(
            c -> Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r' ? REPLACEMENT : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
