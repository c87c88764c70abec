package dev.slipway.service.build;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.image.Digest;
import dev.slipway.core.message.BuildEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Ends a build as its worker told; only the running attempt can. */
@ApplicationScoped
public class FinishBuild {

  private static final Logger LOG = Logger.getLogger(FinishBuild.class);

  private final Builds builds;
  private final Reuses reuses;
  private final BuildChanges changes;
  private final BuildMetrics metrics;
  private final Event<AttemptReported> reports;

  FinishBuild(
      Builds builds,
      Reuses reuses,
      BuildChanges changes,
      BuildMetrics metrics,
      Event<AttemptReported> reports) {
    this.builds = builds;
    this.reuses = reuses;
    this.changes = changes;
    this.metrics = metrics;
    this.reports = reports;
  }

  /**
   * Applies an outcome. One of another attempt, or of a build that is over, changes nothing.
   *
   * @throws IllegalArgumentException when commit or digest is none, or the reused build's id
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
    BuildState ended = ended(running, at, outcome, image(build, outcome));
    Build over = build.with(commit(outcome.commit()), outcome.commitMessage()).with(ended);
    builds.save(over);
    inputs(outcome).ifPresent(inputs -> reuses.note(build.id(), inputs));
    reports.fire(new AttemptReported(over, outcome));
    changes.changed(build.id());
    metrics.finished(ended.phase());
  }

  private static @Nullable CommitSha commit(@Nullable String digits) {
    return digits == null ? null : new CommitSha(digits);
  }

  private static BuildState ended(
      BuildState.Running running,
      Instant at,
      BuildEvent.Outcome outcome,
      @Nullable PublishedImage image) {
    return switch (outcome.status()) {
      case SUCCESS -> running.succeeded(required(image), outcome.reason(), at);
      case FAILED -> ended(running, BuildPhase.FAILED, outcome, image, at);
      case ERROR -> ended(running, BuildPhase.ERROR, outcome, image, at);
      case CANCELED -> stopped(running, BuildPhase.CANCELED, outcome, image, at);
      case TIMED_OUT -> stopped(running, BuildPhase.TIMED_OUT, outcome, image, at);
      case SUPERSEDED -> stopped(running, BuildPhase.SUPERSEDED, outcome, image, at);
    };
  }

  private static BuildState ended(
      BuildState.Running running,
      BuildPhase ending,
      BuildEvent.Outcome outcome,
      @Nullable PublishedImage image,
      Instant at) {
    return running.ended(ending, outcome.reason(), outcome.engine(), partial(outcome, image), at);
  }

  /** Who asked it to stop knows better why than the worker does. */
  private static BuildState stopped(
      BuildState.Running running,
      BuildPhase told,
      BuildEvent.Outcome outcome,
      @Nullable PublishedImage image,
      Instant at) {
    BuildPhase ending = running.stop().map(stop -> stop.cause().ending()).orElse(told);
    String reason = running.stop().map(Stop::reason).orElse(outcome.reason());
    return running.ended(ending, reason, outcome.engine(), partial(outcome, image), at);
  }

  /** An image that no tag was written for is nowhere. */
  private static @Nullable PublishedImage partial(
      BuildEvent.Outcome outcome, @Nullable PublishedImage image) {
    return outcome.published().isEmpty() ? null : image;
  }

  private static PublishedImage required(@Nullable PublishedImage image) {
    if (image == null) {
      throw new IllegalArgumentException("a success needs a digest");
    }
    return image;
  }

  private @Nullable PublishedImage image(Build build, BuildEvent.Outcome outcome) {
    String digest = outcome.digest();
    if (digest == null) {
      return null;
    }
    UUID original = original(build, outcome);
    return new PublishedImage(
        new Digest(digest), outcome.imageSize(), outcome.engine(), outcome.published(), original);
  }

  /** The build whose image was tagged, as far as it is still there. */
  private @Nullable UUID original(Build build, BuildEvent.Outcome outcome) {
    if (outcome.reusedFrom() == null) {
      return null;
    }
    return builds
        .read(UUID.fromString(outcome.reusedFrom()))
        .filter(original -> original.repositoryId().equals(build.repositoryId()))
        .map(Build::id)
        .orElse(null);
  }

  private static Optional<Digest> inputs(BuildEvent.Outcome outcome) {
    return Optional.ofNullable(outcome.inputs()).filter(Digest::isDigest).map(Digest::new);
  }
}
