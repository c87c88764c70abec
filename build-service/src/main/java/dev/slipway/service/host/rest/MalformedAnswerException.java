package dev.slipway.service.host.rest;

import org.jspecify.annotations.Nullable;

/** JSON of a Git host that lacks what its documentation promises. The message names the field. */
public final class MalformedAnswerException extends Exception {

  private static final long serialVersionUID = 1L;

  public MalformedAnswerException(String message) {
    super(message);
  }

  /**
   * A field that has to be there.
   *
   * @param name the field's, for the message
   */
  public static <T> T required(@Nullable T value, String name) throws MalformedAnswerException {
    if (value == null) {
      throw new MalformedAnswerException("it lacks \"" + name + "\"");
    }
    return value;
  }
}
