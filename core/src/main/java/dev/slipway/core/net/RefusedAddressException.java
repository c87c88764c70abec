package dev.slipway.core.net;

import java.io.IOException;

/** A user's URL leads to an address that it may not lead to. The message is fit for that user. */
public final class RefusedAddressException extends IOException {

  private static final long serialVersionUID = 1L;

  public RefusedAddressException(String message) {
    super(message);
  }
}
