package dev.slipway.gateway.delivery;

/** A delivery moves so many refs that its record doesn't fit. */
public final class DeliveryTooLargeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public DeliveryTooLargeException(Throwable cause) {
    super("the delivery's record is too large: " + cause.getMessage(), cause);
  }
}
