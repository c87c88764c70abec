package dev.slipway.worker.attest.catalog;

/** A file is malformed, or larger than one of its kind should be. */
public final class UnreadableException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param message why, without the file's name
   */
  UnreadableException(String message) {
    super(message);
  }
}
