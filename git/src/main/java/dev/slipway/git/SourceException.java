package dev.slipway.git;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The source could not be fetched or read. The message says which host or ref, what it answered and
 * what to do; it never holds a credential and becomes the build's reason.
 */
public final class SourceException extends IOException {

  private static final long serialVersionUID = 1L;

  private final boolean worthRetrying;

  private SourceException(String message, boolean worthRetrying, @Nullable Throwable cause) {
    super(message, cause);
    this.worthRetrying = worthRetrying;
  }

  /** A fault that stays until somebody acts. */
  public static SourceException lasting(String message, @Nullable Throwable cause) {
    return new SourceException(message, false, cause);
  }

  /** A fault that may be gone in a moment. */
  public static SourceException passing(String message, @Nullable Throwable cause) {
    return new SourceException(message, true, cause);
  }

  /** Whether trying again in a moment may help. */
  public boolean worthRetrying() {
    return worthRetrying;
  }
}
