package dev.slipway.service.trigger;

/** The body of a call can't be read at all: 400. The message is fit for the caller. */
final class MalformedCallException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MalformedCallException(String message) {
    super(message);
  }
}
