package dev.slipway.worker.publish.jib;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

/** A registry refused, failed or could not be reached; the message is for people. */
final class RegistryFailure extends IOException {

  private static final long serialVersionUID = 1L;

  private final int status;

  RegistryFailure(String message, OptionalInt status, Throwable cause) {
    super(message, cause);
    this.status = status.orElse(0);
  }

  /** The HTTP status of its answer, 0 when there was none. */
  int status() {
    return status;
  }

  /** The same failure, with what the mirrors had said before. */
  RegistryFailure afterMirrors(List<RegistryFailure> mirrors) {
    if (mirrors.isEmpty()) {
      return this;
    }
    StringBuilder message = new StringBuilder(String.valueOf(getMessage()));
    mirrors.forEach(mirror -> message.append("; mirror: ").append(mirror.getMessage()));
    return new RegistryFailure(message.toString(), OptionalInt.of(status), this);
  }
}
