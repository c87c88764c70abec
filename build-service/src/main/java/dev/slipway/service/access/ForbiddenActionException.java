package dev.slipway.service.access;

/** The actor sees the thing but may not do this to it: 403. The message is fit for the actor. */
public final class ForbiddenActionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ForbiddenActionException(String message) {
    super(message);
  }
}
