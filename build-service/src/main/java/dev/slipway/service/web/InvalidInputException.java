package dev.slipway.service.web;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asked for was understood but cannot be accepted: 422, with the field at fault. The
 * message is fit for that person and says what to write instead.
 */
public final class InvalidInputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String field;
  private final @Nullable Integer position;

  /**
   * @param field the JSON path or parameter, such as {@code source.cloneUrl} or {@code
   *     rules[0].name}; empty when it is the request as a whole
   * @param position the character at fault in the field's text, counted from 1; null when the whole
   *     field is at fault
   * @param message what is wrong and what to write
   */
  public InvalidInputException(String field, @Nullable Integer position, String message) {
    super(message);
    this.field = field;
    this.position = position;
  }

  /** As above, for the whole field. */
  public InvalidInputException(String field, String message) {
    this(field, null, message);
  }

  public String field() {
    return field;
  }

  public OptionalInt position() {
    return position == null ? OptionalInt.empty() : OptionalInt.of(position);
  }

  /** This problem as the API tells it. */
  Problem toProblem() {
    return Problem.of(422, String.valueOf(getMessage()), field.isEmpty() ? null : field, position);
  }
}
