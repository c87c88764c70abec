package dev.slipway.core.dockerfile.source;

import dev.slipway.core.dockerfile.word.Whitespace;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A parser directive, such as {@code # escape=`}.
 *
 * @param key in lower case, one that builders know
 * @param value trimmed, never empty
 */
public record Directive(String key, String value) {

  /** The image of another front end. */
  public static final String SYNTAX = "syntax";

  /** The escape character. */
  public static final String ESCAPE = "escape";

  /** Which build checks run. */
  public static final String CHECK = "check";

  private static final Set<String> KNOWN = Set.of(SYNTAX, ESCAPE, CHECK);

  /** Reads a line; empty when it is none, which ends the directives of a file. */
  public static Optional<Directive> parse(String line) {
    String text = Whitespace.trim(line);
    int equals = text.indexOf('=');
    if (!text.startsWith("#") || equals < 0) {
      return Optional.empty();
    }
    String key = Whitespace.trim(text.substring(1, equals)).toLowerCase(Locale.ROOT);
    String value = Whitespace.trim(text.substring(equals + 1));
    return KNOWN.contains(key) && !value.isEmpty()
        ? Optional.of(new Directive(key, value))
        : Optional.empty();
  }
}
