package dev.slipway.service.worker;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A worker, as it told of itself.
 *
 * @param id new at every start of it
 * @param cacheId names its caches, null when it keeps none
 * @param slots builds it can run at the same time, 0 or more
 * @param free how many of them are idle, at most {@code slots}
 * @param version of the worker
 * @param engines what it can build with, best first
 * @param firstSeenAt when it was first heard of
 * @param lastSeenAt when it was last heard of
 */
public record SeenWorker(
    String id,
    @Nullable String cacheId,
    int slots,
    int free,
    String version,
    List<String> engines,
    Instant firstSeenAt,
    Instant lastSeenAt) {

  public SeenWorker {
    engines = List.copyOf(engines);
    if (slots < 0 || free < 0 || free > slots) {
      throw new IllegalArgumentException(free + " of " + slots + " slots can't be free");
    }
  }
}
