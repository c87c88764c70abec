package dev.slipway.service.build;

import dev.slipway.core.message.BuildJob;
import dev.slipway.core.message.Topics;
import dev.slipway.service.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Tells workers that a build waits. */
@ApplicationScoped
class BuildJobs {

  private final Outbox outbox;

  BuildJobs(Outbox outbox) {
    this.outbox = outbox;
  }

  /** Sends the job when the current transaction is committed. */
  void send(UUID buildId, BuildState.Queued state) {
    String id = buildId.toString();
    outbox.send(Topics.JOBS, id, new BuildJob(id, state.attempt()));
  }
}
