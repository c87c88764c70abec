package dev.slipway.gateway.delivery;

/** It isn't certain that a delivery was recorded. */
public final class DeliveryNotRecordedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public DeliveryNotRecordedException(Throwable cause) {
    super("the delivery was not confirmed: " + cause.getMessage(), cause);
  }
}
