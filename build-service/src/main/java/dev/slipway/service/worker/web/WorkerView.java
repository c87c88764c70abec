package dev.slipway.service.worker.web;

import dev.slipway.service.worker.SeenWorker;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A worker as the API shows it. */
@Schema(name = "Worker")
record WorkerView(
    String id,
    @Schema(description = "Names its caches: the same after a restart on the same folder")
        @Nullable String cacheId,
    @Schema(description = "Builds it can run at the same time") int slots,
    @Schema(description = "How many of them are idle") int free,
    String version,
    @Schema(description = "What it can build with, best first") List<String> engines,
    @Schema(description = "Whether it was heard of just now") boolean alive,
    Instant firstSeenAt,
    Instant lastSeenAt) {

  /**
   * @param aliveSince who was heard of since then is there
   */
  static WorkerView of(SeenWorker worker, Instant aliveSince) {
    return new WorkerView(
        worker.id(),
        worker.cacheId(),
        worker.slots(),
        worker.free(),
        worker.version(),
        worker.engines(),
        !worker.lastSeenAt().isBefore(aliveSince),
        worker.firstSeenAt(),
        worker.lastSeenAt());
  }
}
