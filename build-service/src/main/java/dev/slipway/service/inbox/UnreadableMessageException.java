package dev.slipway.service.inbox;

import org.jspecify.annotations.Nullable;

/** A message that no retry can make readable; it goes to the dead-letter topic. */
final class UnreadableMessageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadableMessageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
