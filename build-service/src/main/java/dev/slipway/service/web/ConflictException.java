package dev.slipway.service.web;

/** What was asked for clashes with what there is: 409. The message is fit for who asked. */
public final class ConflictException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ConflictException(String message) {
    super(message);
  }
}
