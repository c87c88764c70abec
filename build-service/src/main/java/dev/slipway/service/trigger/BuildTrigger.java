package dev.slipway.service.trigger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A build trigger, without its token: nobody has that but those it was shown to.
 *
 * @param id never changes, whatever becomes of the token
 * @param repositoryId whose
 * @param name unique in the repository
 * @param createdAt when it was made
 * @param lastCalledAt when it was last called; null when never
 * @param lastStatus the HTTP status of that call; null when never
 */
public record BuildTrigger(
    UUID id,
    UUID repositoryId,
    String name,
    Instant createdAt,
    @Nullable Instant lastCalledAt,
    @Nullable Integer lastStatus) {

  /** What the keys of requests for builds start with that this trigger makes. */
  public String keyPrefix() {
    return "trigger:" + id + ":";
  }
}
