package dev.slipway.gateway.provider;

/** A delivery isn't what its host would send. The message says where and is fit to be answered. */
public final class MalformedDeliveryException extends Exception {

  private static final long serialVersionUID = 1L;

  public MalformedDeliveryException(String message) {
    super(message);
  }

  /** The message, which is never absent. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
