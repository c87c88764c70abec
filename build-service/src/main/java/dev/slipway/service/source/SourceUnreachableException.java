package dev.slipway.service.source;

import org.jspecify.annotations.Nullable;

/** A remote could not be asked; the message says what happened and what to do, and no secret. */
public final class SourceUnreachableException extends Exception {

  private static final long serialVersionUID = 1L;

  public SourceUnreachableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
