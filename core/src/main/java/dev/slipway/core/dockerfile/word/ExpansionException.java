package dev.slipway.core.dockerfile.word;

/**
 * A word that can't be expanded. The message says why; the place is known to the caller only. It
 * never holds the value of a variable.
 */
public final class ExpansionException extends Exception {

  private static final long serialVersionUID = 1L;

  ExpansionException(String message) {
    super(message);
  }
}
