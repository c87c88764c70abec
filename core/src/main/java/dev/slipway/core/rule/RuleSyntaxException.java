package dev.slipway.core.rule;

/** One field of a build rule can't be understood. The message is for the rule's owner. */
public final class RuleSyntaxException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String field;
  private final int position;

  RuleSyntaxException(String field, int position, String message) {
    super(message);
    this.field = field;
    this.position = position;
  }

  /** The field of {@link BuildRule} that is at fault, such as {@code tag}. */
  public String field() {
    return field;
  }

  /** The character at fault, counted from 1; 0 when the field as a whole is. */
  public int position() {
    return position;
  }
}
