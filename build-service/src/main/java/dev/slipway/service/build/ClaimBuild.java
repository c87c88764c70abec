package dev.slipway.service.build;

import dev.slipway.core.protocol.BuildAssignment;
import dev.slipway.core.protocol.WorkerProtocol.Claim;
import dev.slipway.service.host.GitHostException;
import dev.slipway.service.worker.CacheAffinity;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Gives a queued build to one worker. The same worker may ask twice and gets the same answer. */
@ApplicationScoped
public class ClaimBuild {

  private static final Logger LOG = Logger.getLogger(ClaimBuild.class);

  private final Builds builds;
  private final Assignments assignments;
  private final CacheAffinity affinity;
  private final BuildChanges changes;
  private final BuildMetrics metrics;
  private final BuildSettings settings;
  private final Clock clock;

  ClaimBuild(
      Builds builds,
      Assignments assignments,
      CacheAffinity affinity,
      BuildChanges changes,
      BuildMetrics metrics,
      BuildSettings settings,
      Clock clock) {
    this.builds = builds;
    this.assignments = assignments;
    this.affinity = affinity;
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
      String why = "The repository's configuration can't be used: " + e.getMessage();
      return notAssigned(id, claim, running -> error(running, why));
    } catch (GitHostException e) {
      LOG.warnf("build has no source credential build=%s: %s", id, e.getMessage());
      String why = "The source's linked account can't be used: " + e.getMessage();
      return notAssigned(id, claim, running -> later(running, why, e.isPassing()));
    }
  }

  private Taken take(UUID id, Claim claim) {
    Optional<Build> found = builds.lock(id);
    if (found.isEmpty()) {
      return Taken.not(new WorkerAnswer.Unknown<>());
    }
    Build build = found.get();
    if (build.state() instanceof BuildState.Queued queued && queued.attempt() == claim.attempt()) {
      return affinity
          .deferral(id, build.repositoryId(), claim)
          .map(deferral -> Taken.not(new WorkerAnswer.Later<>(deferral)))
          .orElseGet(() -> first(build, queued, claim));
    }
    if (build.state() instanceof BuildState.Running running
        && running.isOwnedBy(claim.workerId(), claim.attempt())
        && running.stop().isEmpty()) {
      return taken(build.with(running.renewed(clock.instant().plus(settings.lease()))));
    }
    return Taken.not(new WorkerAnswer.Refused<>(WorkerAnswer.notOwner(build.state())));
  }

  private Taken first(Build build, BuildState.Queued queued, Claim claim) {
    affinity.claimed(build.repositoryId(), claim);
    Instant now = clock.instant();
    return taken(build.with(queued.claimed(claim.workerId(), now, now.plus(settings.lease()))));
  }

  private Taken taken(Build build) {
    builds.save(build);
    changes.changed(build.id());
    return Taken.of(build);
  }

  private WorkerAnswer<BuildAssignment> notAssigned(
      UUID id, Claim claim, Function<BuildState.Running, BuildState> next) {
    Optional<BuildState> state =
        QuarkusTransaction.requiringNew().call(() -> giveBack(id, claim, next));
    return state.isEmpty()
        ? new WorkerAnswer.Unknown<>()
        : new WorkerAnswer.Refused<>(WorkerAnswer.notOwner(state.get()));
  }

  /** Takes the build from the worker again, unless it is not the worker's any more. */
  private Optional<BuildState> giveBack(
      UUID id, Claim claim, Function<BuildState.Running, BuildState> next) {
    Build build = builds.lock(id).orElse(null);
    if (build == null
        || !(build.state() instanceof BuildState.Running running)
        || !running.isOwnedBy(claim.workerId(), claim.attempt())) {
      return Optional.ofNullable(build).map(Build::state);
    }
    BuildState state =
        running
            .stop()
            .<BuildState>map(
                stop -> running.ended(stop.cause().ending(), stop.reason(), null, clock.instant()))
            .orElseGet(() -> next.apply(running));
    builds.save(build.with(state));
    changes.changed(id);
    if (state.phase().isFinal()) {
      metrics.finished(state.phase());
    }
    return Optional.of(state);
  }

  /**
   * The Git host may answer the next time: the job is sent again as every job is that nobody
   * claims.
   */
  private BuildState later(BuildState.Running running, String why, boolean passing) {
    return passing && running.attempt() < settings.maxAttempts()
        ? running.postponed(why + " It is tried again.", clock.instant())
        : error(running, why);
  }

  private BuildState error(BuildState.Running running, String why) {
    return running.ended(BuildPhase.ERROR, why, null, clock.instant());
  }
}
