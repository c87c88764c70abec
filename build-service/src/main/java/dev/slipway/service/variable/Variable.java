package dev.slipway.service.variable;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A variable as it may be shown.
 *
 * @param name as in the Dockerfile's ARG or the secret mount's id
 * @param value null when it is secret: what was sealed is never shown
 * @param secret whether it reaches the build as a secret
 * @param updatedAt when it was last set
 */
public record Variable(String name, @Nullable String value, boolean secret, Instant updatedAt) {

  public Variable {
    if (secret != (value == null)) {
      throw new IllegalArgumentException("a variable shows its value exactly when it isn't secret");
    }
  }
}
