package dev.slipway.service.build;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Looks after builds that nobody else moves on: lost workers, endless builds, lost jobs. Several
 * services may do so at once; each takes what no other holds.
 */
@ApplicationScoped
public class ReapBuilds {

  private static final Logger LOG = Logger.getLogger(ReapBuilds.class);
  private static final int BATCH = 100;

  private final Builds builds;
  private final BuildJobs jobs;
  private final BuildChanges changes;
  private final BuildMetrics metrics;
  private final BuildSettings settings;
  private final Clock clock;

  ReapBuilds(
      Builds builds,
      BuildJobs jobs,
      BuildChanges changes,
      BuildMetrics metrics,
      BuildSettings settings,
      Clock clock) {
    this.builds = builds;
    this.jobs = jobs;
    this.changes = changes;
    this.metrics = metrics;
    this.settings = settings;
    this.clock = clock;
  }

  /** Lets another worker try what a lost one had, or ends it. */
  @Transactional
  public void reapLost() {
    Instant now = clock.instant();
    for (Build build : builds.lockLost(now, BATCH)) {
      if (build.state() instanceof BuildState.Running running) {
        BuildState next = afterLoss(running, now);
        builds.save(build.with(next));
        changes.changed(build.id());
        metrics.workerLost();
        LOG.warnf(
            "lease over build=%s attempt=%d worker=%s next=%s",
            build.id(), running.attempt(), running.lease().workerId(), next.phase().wireName());
        announce(build, next);
      }
    }
  }

  /** Asks builds that run too long to stop. */
  @Transactional
  public void stopOverdue() {
    for (Build build : builds.lockOverdue(clock.instant().minus(settings.timeout()), BATCH)) {
      if (build.state() instanceof BuildState.Running running) {
        String reason =
            "It ran longer than "
                + settings.timeout().toMinutes()
                + " minutes, which is the limit.";
        builds.save(build.with(running.stopping(new Stop(Stop.Cause.TIMED_OUT, reason))));
        changes.changed(build.id());
      }
    }
  }

  /** Sends the jobs of builds again that wait for too long: one may have been lost. */
  @Transactional
  public void resendUnclaimed() {
    Instant now = clock.instant();
    for (Build build : builds.lockUnclaimed(now.minus(settings.resendAfter()), BATCH)) {
      if (build.state() instanceof BuildState.Queued queued) {
        builds.save(build.with(queued.sentAgain(now)));
        jobs.send(build.id(), queued);
      }
    }
  }

  private BuildState afterLoss(BuildState.Running running, Instant now) {
    if (running.stop().isPresent()) {
      Stop stop = running.stop().get();
      return running.ended(
          stop.cause().ending(), stop.reason() + " Its worker did not answer.", null, now);
    }
    if (running.attempt() >= settings.maxAttempts()) {
      return running.ended(
          BuildPhase.ERROR,
          "Lost its worker "
              + running.attempt()
              + " times, last while it was "
              + running.phase().wireName()
              + ". Look for out-of-memory kills or restarts of workers, then retry.",
          null,
          now);
    }
    return running.lost(now);
  }

  private void announce(Build build, BuildState next) {
    if (next instanceof BuildState.Queued queued) {
      jobs.send(build.id(), queued);
    } else {
      metrics.finished(next.phase());
    }
  }
}
