package dev.slipway.service.access;

/** There is no such thing, at least not for this actor: 404. The message is fit for the actor. */
public final class NoSuchThingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public NoSuchThingException(String message) {
    super(message);
  }
}
