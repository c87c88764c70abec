package dev.slipway.core.dockerfile.source;

import java.util.ArrayList;
import java.util.List;

/**
 * The JSON form of an instruction: one array of strings (RFC 8259) and nothing else. Everything
 * that is no valid JSON array is the shell form.
 *
 * @param kind what the text is
 * @param words the strings; empty unless {@code kind} is {@link Kind#STRINGS}
 */
public record JsonWords(Kind kind, List<String> words) {

  /** What a text is. */
  public enum Kind {
    /** A JSON array of strings. */
    STRINGS,
    /** A JSON array with something else in it, which is an error. */
    OTHER_VALUES,
    /** No JSON array: a shell form. */
    NO_ARRAY
  }

  private static final JsonWords NONE = new JsonWords(Kind.NO_ARRAY, List.of());
  private static final JsonWords OTHERS = new JsonWords(Kind.OTHER_VALUES, List.of());

  public JsonWords {
    words = List.copyOf(words);
  }

  /** Reads a text in linear time, however deep it nests. */
  public static JsonWords read(String text) {
    JsonScanner scanner = new JsonScanner(text);
    if (!scanner.take('[')) {
      return NONE;
    }
    List<String> words = new ArrayList<>();
    boolean others = false;
    boolean empty = scanner.take(']');
    boolean more = !empty;
    while (more) {
      String word = scanner.string();
      if (word != null) {
        words.add(word);
      } else if (scanner.skipValue()) {
        others = true;
      } else {
        return NONE;
      }
      more = scanner.take(',');
    }
    boolean closed = empty || scanner.take(']');
    if (!closed || !scanner.atEnd()) {
      return NONE;
    }
    return others ? OTHERS : new JsonWords(Kind.STRINGS, words);
  }
}
