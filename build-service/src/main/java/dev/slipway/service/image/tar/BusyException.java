package dev.slipway.service.image.tar;

/** Too many files are being written just now. */
public final class BusyException extends Exception {

  private static final long serialVersionUID = 1L;

  BusyException() {
    super("too many images are being downloaded just now; try again in a moment");
  }
}
