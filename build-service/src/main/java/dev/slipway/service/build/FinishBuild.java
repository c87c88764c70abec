package dev.slipway.service.build;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.image.Digest;
import dev.slipway.core.message.BuildEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Ends a build as its worker told; only the running attempt can. */
@ApplicationScoped
public class FinishBuild {

  private static final Logger LOG = Logger.getLogger(FinishBuild.class);

  private final Builds builds;
  private final BuildChanges changes;
  private final BuildMetrics metrics;
  private final Event<AttemptReported> reports;

  FinishBuild(
      Builds builds, BuildChanges changes, BuildMetrics metrics, Event<AttemptReported> reports) {
    this.builds = builds;
    this.changes = changes;
    this.metrics = metrics;
    this.reports = reports;
  }

  /**
   * Applies an outcome. One of another attempt, or of a build that is over, changes nothing.
   *
   * @throws IllegalArgumentException when commit or digest is none
   */
  @Transactional
  public void finish(UUID id, int attempt, Instant at, BuildEvent.Outcome outcome) {
    builds
        .lock(id)
        .ifPresentOrElse(
            build -> finish(build, attempt, at, outcome),
            () -> LOG.infof("outcome of a build that is gone build=%s", id));
  }

  private void finish(Build build, int attempt, Instant at, BuildEvent.Outcome outcome) {
    if (!(build.state() instanceof BuildState.Running running) || running.attempt() != attempt) {
      LOG.infof(
          "outcome of an attempt that doesn't count build=%s attempt=%d", build.id(), attempt);
      return;
    }
    BuildState ended = ended(running, at, outcome);
    Build over = build.with(commit(outcome.commit()), outcome.commitMessage()).with(ended);
    builds.save(over);
    reports.fire(new AttemptReported(over, outcome));
    changes.changed(build.id());
    metrics.finished(ended.phase());
  }

  private static @Nullable CommitSha commit(@Nullable String digits) {
    return digits == null ? null : new CommitSha(digits);
  }

  private static BuildState ended(
      BuildState.Running running, Instant at, BuildEvent.Outcome outcome) {
    return switch (outcome.status()) {
      case SUCCESS -> running.succeeded(image(outcome), outcome.reason(), at);
      case FAILED -> running.ended(BuildPhase.FAILED, outcome.reason(), outcome.engine(), at);
      case ERROR -> running.ended(BuildPhase.ERROR, outcome.reason(), outcome.engine(), at);
      case CANCELED -> stopped(running, BuildPhase.CANCELED, at, outcome);
      case TIMED_OUT -> stopped(running, BuildPhase.TIMED_OUT, at, outcome);
      case SUPERSEDED -> stopped(running, BuildPhase.SUPERSEDED, at, outcome);
    };
  }

  /** Who asked it to stop knows better why than the worker does. */
  private static BuildState stopped(
      BuildState.Running running, BuildPhase told, Instant at, BuildEvent.Outcome outcome) {
    BuildPhase ending = running.stop().map(stop -> stop.cause().ending()).orElse(told);
    String reason = running.stop().map(Stop::reason).orElse(outcome.reason());
    return running.ended(ending, reason, outcome.engine(), at);
  }

  private static PublishedImage image(BuildEvent.Outcome outcome) {
    String digest = outcome.digest();
    if (digest == null) {
      throw new IllegalArgumentException("a success needs a digest");
    }
    return new PublishedImage(
        new Digest(digest), outcome.imageSize(), outcome.engine(), outcome.published());
  }
}
