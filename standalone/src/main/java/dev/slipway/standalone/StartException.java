package dev.slipway.standalone;

/**
 * Slipway can't start, and the operator can do something about it. The message is all they get to
 * see: what is wrong, where, and what to do.
 */
public final class StartException extends Exception {

  private static final long serialVersionUID = 1L;

  public StartException(String message) {
    super(message);
  }

  public StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
