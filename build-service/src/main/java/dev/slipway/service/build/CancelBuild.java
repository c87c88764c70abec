package dev.slipway.service.build;

import dev.slipway.service.access.NoSuchThingException;
import dev.slipway.service.web.ConflictException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;

/** Ends a build because somebody wants that: at once while it waits, else by asking its worker. */
@ApplicationScoped
public class CancelBuild {

  private final Builds builds;
  private final BuildChanges changes;
  private final BuildMetrics metrics;
  private final Clock clock;

  CancelBuild(Builds builds, BuildChanges changes, BuildMetrics metrics, Clock clock) {
    this.builds = builds;
    this.changes = changes;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Cancels.
   *
   * @param by who wants it
   * @throws ConflictException when it is over, or writes its tags already
   */
  @Transactional
  public void cancel(UUID id, String by) {
    Build build =
        builds.lock(id).orElseThrow(() -> new NoSuchThingException("there is no build " + id));
    builds.save(build.with(canceled(build.state(), by)));
    changes.changed(id);
  }

  private BuildState canceled(BuildState state, String by) {
    Stop stop = new Stop(Stop.Cause.CANCELED, "Canceled by " + by + ".");
    if (state instanceof BuildState.Queued queued) {
      metrics.finished(BuildPhase.CANCELED);
      return queued.stopped(stop, clock.instant());
    }
    if (state instanceof BuildState.Running running) {
      if (running.mayPublish()) {
        throw new ConflictException(
            "the build writes its tags already; it is too late to cancel it");
      }
      return running.stopping(stop);
    }
    throw new ConflictException(
        "the build is over (" + state.phase().wireName() + "); there is nothing to cancel");
  }
}
