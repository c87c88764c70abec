package dev.slipway.service.build;

import dev.slipway.core.protocol.WorkerProtocol.Heartbeat;
import dev.slipway.core.protocol.WorkerProtocol.Lease;
import dev.slipway.core.protocol.WorkerProtocol.Phase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/**
 * Keeps a worker's ownership, and tells it when to stop. A lease is not renewed any more once the
 * worker is to stop: then it has until the lease's end to tell how it stopped.
 */
@ApplicationScoped
public class RenewLease {

  private final Builds builds;
  private final BuildChanges changes;
  private final BuildSettings settings;
  private final Clock clock;

  RenewLease(Builds builds, BuildChanges changes, BuildSettings settings, Clock clock) {
    this.builds = builds;
    this.changes = changes;
    this.settings = settings;
    this.clock = clock;
  }

  /** Takes a heartbeat. */
  @Transactional
  public WorkerAnswer<Lease> renew(UUID id, Heartbeat heartbeat) {
    return builds
        .lock(id)
        .map(build -> renewed(build, heartbeat))
        .orElseGet(WorkerAnswer.Unknown::new);
  }

  private WorkerAnswer<Lease> renewed(Build build, Heartbeat heartbeat) {
    if (!(build.state() instanceof BuildState.Running running)
        || !running.isOwnedBy(heartbeat.workerId(), heartbeat.attempt())) {
      return new WorkerAnswer.Refused<>(WorkerAnswer.notOwner(build.state()));
    }
    if (running.stop().isPresent()) {
      Duration left = Duration.between(clock.instant(), running.lease().until());
      return new WorkerAnswer.Granted<>(
          new Lease((int) Math.max(0, left.toSeconds()), WorkerAnswer.stop(running.stop().get())));
    }
    BuildState.Running kept = running.renewed(clock.instant().plus(settings.lease()));
    builds.save(build.with(heartbeat.phase() == Phase.PUSHING ? kept.pushing() : kept));
    if (heartbeat.phase() == Phase.PUSHING && running.phase() != BuildPhase.PUSHING) {
      changes.changed(build.id());
    }
    return new WorkerAnswer.Granted<>(new Lease((int) settings.lease().toSeconds(), null));
  }
}
