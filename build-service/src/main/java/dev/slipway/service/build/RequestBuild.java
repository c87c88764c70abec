package dev.slipway.service.build;

import dev.slipway.core.git.CommitSha;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * The one door by which builds come in, whatever asks for them. A request that came before is
 * answered as it was; work that is already under way is not done twice; what a newer commit made
 * pointless ends.
 */
@ApplicationScoped
public class RequestBuild {

  private final Builds builds;
  private final Admissions admissions;
  private final BuildJobs jobs;
  private final BuildChanges changes;
  private final BuildMetrics metrics;
  private final Clock clock;

  RequestBuild(
      Builds builds,
      Admissions admissions,
      BuildJobs jobs,
      BuildChanges changes,
      BuildMetrics metrics,
      Clock clock) {
    this.builds = builds;
    this.admissions = admissions;
    this.jobs = jobs;
    this.changes = changes;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Admits a build, or says which one does the same. */
  @Transactional
  public Admission request(BuildRequest request) {
    builds.lockRef(request.repositoryId(), request.plan().ref());
    return admissions.find(request.key()).orElseGet(() -> decide(request));
  }

  /** Notes that a request is not built, and why; an earlier answer stays. */
  @Transactional
  public Admission refuse(BuildRequest request, String reason) {
    builds.lockRef(request.repositoryId(), request.plan().ref());
    return admissions
        .find(request.key())
        .orElseGet(() -> noted(request, Admission.refused(reason)));
  }

  /**
   * As {@link #request}, for an update of a ref that was told before under another id: a build of
   * this commit by this rule is taken for the answer even when it is over.
   */
  @Transactional
  public Admission requestAgain(BuildRequest request) {
    builds.lockRef(request.repositoryId(), request.plan().ref());
    return admissions
        .find(request.key())
        .orElseGet(
            () ->
                finishedTwin(request)
                    .map(
                        twin ->
                            noted(
                                request,
                                Admission.linked(
                                    twin.id(), "This push was built before, by this build.")))
                    .orElseGet(() -> decide(request)));
  }

  private Optional<Build> finishedTwin(BuildRequest request) {
    CommitSha commit = request.commit();
    return commit == null
        ? Optional.empty()
        : builds.newestOf(
            request.repositoryId(), request.plan().ruleId(), request.plan().ref(), commit);
  }

  private Admission decide(BuildRequest request) {
    List<Build> unfinished =
        builds.lockUnfinished(
            request.repositoryId(), request.plan().ruleId(), request.plan().ref());
    Optional<Build> twin = unfinished.stream().filter(old -> isTwin(old, request)).findFirst();
    if (twin.isPresent()) {
      return noted(
          request,
          Admission.linked(
              twin.get().id(), "A build of the same commit by this rule is under way."));
    }
    unfinished.forEach(old -> supersede(old, request));
    return noted(request, Admission.admitted(admit(request)));
  }

  private UUID admit(BuildRequest request) {
    Instant now = clock.instant();
    BuildState.Queued queued = BuildState.Queued.first(now);
    UUID id = UUID.randomUUID();
    builds.add(id, request, queued, now);
    jobs.send(id, queued);
    metrics.admitted(request.cause().kind());
    return id;
  }

  private Admission noted(BuildRequest request, Admission admission) {
    admissions.add(request, admission);
    return admission;
  }

  /** Without a commit, only a build that hasn't looked up the tip yet does the same. */
  private static boolean isTwin(Build old, BuildRequest request) {
    if (isStopping(old)) {
      return false;
    }
    return Objects.equals(old.commit(), request.commit())
        && (request.commit() != null || old.state() instanceof BuildState.Queued);
  }

  private static boolean isStopping(Build build) {
    return build.state() instanceof BuildState.Running running && running.stop().isPresent();
  }

  /** Which of two commits is newer is known only when both are. */
  private void supersede(Build old, BuildRequest by) {
    CommitSha newCommit = by.commit();
    if (old.commit() == null || newCommit == null || old.commit().equals(newCommit)) {
      return;
    }
    Stop stop =
        new Stop(
            Stop.Cause.SUPERSEDED,
            "Commit "
                + newCommit.abbreviated()
                + " of "
                + by.plan().ref().type().wireName()
                + " "
                + by.plan().ref().name()
                + " took its place.");
    stopped(old, stop).ifPresent(builds::save);
    changes.changed(old.id());
  }

  private Optional<Build> stopped(Build old, Stop stop) {
    if (old.state() instanceof BuildState.Queued queued) {
      metrics.finished(BuildPhase.SUPERSEDED);
      return Optional.of(old.with(queued.stopped(stop, clock.instant())));
    }
    if (old.state() instanceof BuildState.Running running && !running.mayPublish()) {
      return Optional.of(old.with(running.stopping(stop)));
    }
    return Optional.empty();
  }
}
