package dev.slipway.service.web;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a request into types that check themselves, and names the one at fault. */
public final class Fields {

  private Fields() {}

  /**
   * Reads a field that has to be there.
   *
   * @param parser throws {@link IllegalArgumentException} with a message for people
   * @throws InvalidInputException when it is missing or the parser refuses it
   */
  public static <T> T required(String field, @Nullable String text, Function<String, T> parser) {
    if (text == null || text.isBlank()) {
      throw new InvalidInputException(field, "is required");
    }
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(field, String.valueOf(e.getMessage()));
    }
  }

  /** Reads a field that has a default. */
  public static <T> T optional(
      String field, @Nullable String text, T otherwise, Function<String, T> parser) {
    return text == null ? otherwise : required(field, text, parser);
  }

  /**
   * A text up to a length, empty when it is missing.
   *
   * @throws InvalidInputException when it is longer or holds a control character but line breaks
   *     and tabs
   */
  public static String text(String field, @Nullable String text, int longest) {
    String value = text == null ? "" : text;
    if (value.length() > longest) {
      throw new InvalidInputException(
          field, "has up to " + longest + " characters, not " + value.length());
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t') {
        throw new InvalidInputException(field, i + 1, "holds a control character");
      }
    }
    return value;
  }

  /** As {@link #text}, but null and empty are null. */
  public static @Nullable String nullable(String field, @Nullable String text, int longest) {
    String value = text(field, text, longest);
    return value.isEmpty() ? null : value;
  }
}
