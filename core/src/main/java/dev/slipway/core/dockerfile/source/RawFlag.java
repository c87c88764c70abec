package dev.slipway.core.dockerfile.source;

import org.jspecify.annotations.Nullable;

/**
 * A flag of an instruction, such as {@code --chown=app:app}.
 *
 * @param name without the dashes
 * @param value after the first equals sign, null without one
 * @param offset where it starts in the instruction's text
 */
public record RawFlag(String name, @Nullable String value, int offset) {

  static RawFlag of(String word, int offset) {
    int equals = word.indexOf('=');
    return equals < 0
        ? new RawFlag(word.substring(2), null, offset)
        : new RawFlag(word.substring(2, equals), word.substring(equals + 1), offset);
  }
}
