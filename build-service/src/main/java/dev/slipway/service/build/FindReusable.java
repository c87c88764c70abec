package dev.slipway.service.build;

import dev.slipway.core.image.Digest;
import dev.slipway.core.protocol.WorkerProtocol.Reusable;
import dev.slipway.core.protocol.WorkerProtocol.ReuseQuery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/**
 * Tells a worker whether the image that it is about to build is there already. To publish it, the
 * worker needs the same permit as for one that it has built.
 */
@ApplicationScoped
public class FindReusable {

  private final Builds builds;
  private final Reuses reuses;

  FindReusable(Builds builds, Reuses reuses) {
    this.builds = builds;
    this.reuses = reuses;
  }

  /** Looks for an image of the same repository that was made of the same inputs. */
  @Transactional
  public WorkerAnswer<Reusable> find(UUID id, ReuseQuery query, Digest inputs) {
    return builds
        .read(id)
        .map(build -> answer(build, query, inputs))
        .orElseGet(WorkerAnswer.Unknown::new);
  }

  private WorkerAnswer<Reusable> answer(Build build, ReuseQuery query, Digest inputs) {
    if (!(build.state() instanceof BuildState.Running running)
        || !running.isOwnedBy(query.workerId(), query.attempt())) {
      return new WorkerAnswer.Refused<>(WorkerAnswer.notOwner(build.state()));
    }
    if (running.stop().isPresent()) {
      return new WorkerAnswer.Refused<>(WorkerAnswer.stop(running.stop().get()));
    }
    Optional<Reusable> found =
        build.mayReuse() ? reuses.newest(build.repositoryId(), inputs) : Optional.empty();
    return found
        .<WorkerAnswer<Reusable>>map(WorkerAnswer.Granted::new)
        .orElseGet(WorkerAnswer.Nothing::new);
  }
}
