package dev.slipway.standalone.demo;

/** The demo came to an end before its image was there; the message says why. */
final class DemoException extends Exception {

  private static final long serialVersionUID = 1L;

  DemoException(String message) {
    super(message);
  }
}
