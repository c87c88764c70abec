package dev.slipway.service.build;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.image.Digest;
import dev.slipway.core.protocol.WorkerProtocol.Permit;
import dev.slipway.core.protocol.WorkerProtocol.PermitRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Lets a build write its tags, so that a tag never goes backwards: not when a newer build of the
 * ref was let, and not while an older one still writes. One ref's permits are given one after the
 * other.
 */
@ApplicationScoped
public class GrantPermit {

  private final Builds builds;
  private final Permits permits;
  private final BuildChanges changes;
  private final BuildSettings settings;
  private final Clock clock;

  GrantPermit(
      Builds builds, Permits permits, BuildChanges changes, BuildSettings settings, Clock clock) {
    this.builds = builds;
    this.permits = permits;
    this.changes = changes;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Answers a worker that is ready to write its tags.
   *
   * @throws IllegalArgumentException when commit or digest is none
   */
  @Transactional
  public WorkerAnswer<Permit> grant(UUID id, PermitRequest request) {
    CommitSha commit = new CommitSha(request.commit());
    Digest digest = new Digest(request.digest());
    Optional<Build> known = builds.read(id);
    if (known.isEmpty()) {
      return new WorkerAnswer.Unknown<>();
    }
    builds.lockRef(known.get().repositoryId(), known.get().plan().ref());
    return builds
        .lock(id)
        .map(build -> decide(build.with(commit, null), digest, request))
        .orElseGet(WorkerAnswer.Unknown::new);
  }

  private WorkerAnswer<Permit> decide(Build build, Digest digest, PermitRequest request) {
    if (!(build.state() instanceof BuildState.Running running)
        || !running.isOwnedBy(request.workerId(), request.attempt())) {
      return new WorkerAnswer.Refused<>(WorkerAnswer.notOwner(build.state()));
    }
    if (running.stop().isPresent()) {
      return new WorkerAnswer.Refused<>(WorkerAnswer.stop(running.stop().get()));
    }
    List<Permits.Held> others = permits.heldByOthers(build);
    Optional<Permits.Held> newer =
        others.stream().filter(held -> held.sequence() > build.sequence()).findFirst();
    if (newer.isPresent()) {
      return overtaken(build, running, newer.get().tag());
    }
    if (others.stream().anyMatch(Permits.Held::writing)) {
      return new WorkerAnswer.NotYet<>("an older build of this ref writes the same tags just now");
    }
    return granted(build, running, digest);
  }

  private WorkerAnswer<Permit> overtaken(Build build, BuildState.Running running, String tag) {
    Stop stop =
        new Stop(
            Stop.Cause.SUPERSEDED,
            "A newer build of "
                + build.plan().ref().name()
                + " has published tag "
                + tag
                + "; this one would have moved it back.");
    builds.save(build.with(running.stopping(stop)));
    changes.changed(build.id());
    return new WorkerAnswer.Refused<>(WorkerAnswer.stop(stop));
  }

  private WorkerAnswer<Permit> granted(Build build, BuildState.Running running, Digest digest) {
    Instant now = clock.instant();
    builds.save(build.with(running.pushing().permitted(now).renewed(now.plus(settings.lease()))));
    permits.grant(build, digest, now);
    changes.changed(build.id());
    return new WorkerAnswer.Granted<>(new Permit((int) settings.lease().toSeconds()));
  }
}
