package dev.slipway.service.build;

import dev.slipway.core.protocol.BuildAssignment;
import dev.slipway.core.protocol.WorkerProtocol.Claim;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Gives a queued build to one worker. The same worker may ask twice and gets the same answer. */
@ApplicationScoped
public class ClaimBuild {

  private static final Logger LOG = Logger.getLogger(ClaimBuild.class);

  private final Builds builds;
  private final Assignments assignments;
  private final BuildChanges changes;
  private final BuildMetrics metrics;
  private final BuildSettings settings;
  private final Clock clock;

  ClaimBuild(
      Builds builds,
      Assignments assignments,
      BuildChanges changes,
      BuildMetrics metrics,
      BuildSettings settings,
      Clock clock) {
    this.builds = builds;
    this.assignments = assignments;
    this.changes = changes;
    this.metrics = metrics;
    this.settings = settings;
    this.clock = clock;
  }

  /** Claims one attempt. Not to be called in a transaction: the claim has to be stored first. */
  public WorkerAnswer<BuildAssignment> claim(UUID id, Claim claim) {
    Taken taken = QuarkusTransaction.requiringNew().call(() -> take(id, claim));
    if (taken.build() == null) {
      return taken.refusal();
    }
    try {
      return new WorkerAnswer.Granted<>(assignments.of(taken.build()));
    } catch (IllegalArgumentException e) {
      LOG.errorf("build can't be assigned build=%s: %s", id, e.getMessage());
      QuarkusTransaction.requiringNew().run(() -> giveUp(id, claim, e));
      return new WorkerAnswer.Unknown<>();
    }
  }

  private Taken take(UUID id, Claim claim) {
    Optional<Build> found = builds.lock(id);
    if (found.isEmpty()) {
      return Taken.not(new WorkerAnswer.Unknown<>());
    }
    Build build = found.get();
    Instant now = clock.instant();
    Instant until = now.plus(settings.lease());
    if (build.state() instanceof BuildState.Queued queued && queued.attempt() == claim.attempt()) {
      return taken(build.with(queued.claimed(claim.workerId(), now, until)));
    }
    if (build.state() instanceof BuildState.Running running
        && running.isOwnedBy(claim.workerId(), claim.attempt())
        && running.stop().isEmpty()) {
      return taken(build.with(running.renewed(until)));
    }
    return Taken.not(new WorkerAnswer.Refused<>(WorkerAnswer.notOwner(build.state())));
  }

  private Taken taken(Build build) {
    builds.save(build);
    changes.changed(build.id());
    return Taken.of(build);
  }

  /** The repository's configuration can't be used, such as credentials sealed with another key. */
  private void giveUp(UUID id, Claim claim, IllegalArgumentException why) {
    builds
        .lock(id)
        .ifPresent(
            build -> {
              if (build.state() instanceof BuildState.Running running
                  && running.isOwnedBy(claim.workerId(), claim.attempt())) {
                String reason = "The repository's configuration can't be used: " + why.getMessage();
                builds.save(
                    build.with(running.ended(BuildPhase.ERROR, reason, null, clock.instant())));
                metrics.finished(BuildPhase.ERROR);
                changes.changed(id);
              }
            });
  }
}
