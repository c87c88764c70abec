package dev.slipway.service.build;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a {@link BuildRequest}.
 *
 * @param decision the answer
 * @param buildId the build that was made or that is there already; null when refused
 * @param reason for people
 */
public record Admission(Decision decision, @Nullable UUID buildId, String reason) {

  public Admission {
    if ((decision == Decision.REFUSED) != (buildId == null)) {
      throw new IllegalArgumentException("a refused request, and no other, has no build");
    }
  }

  static Admission admitted(UUID buildId) {
    return new Admission(Decision.ADMITTED, buildId, "A build was made.");
  }

  static Admission linked(UUID buildId, String reason) {
    return new Admission(Decision.LINKED, buildId, reason);
  }

  static Admission refused(String reason) {
    return new Admission(Decision.REFUSED, null, reason);
  }

  /** What can become of a request. */
  public enum Decision {
    /** A build was made for it. */
    ADMITTED,
    /** A build that does the same was there. */
    LINKED,
    /** Nothing is built. */
    REFUSED
  }
}
