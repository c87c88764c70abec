package dev.slipway.service.build;

import dev.slipway.core.git.CommitSha;
import dev.slipway.service.access.NoSuchThingException;
import dev.slipway.service.web.ConflictException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Objects;
import java.util.UUID;

/**
 * Builds again what a finished build was to build. Only the newest commit of a ref can be retried:
 * a retry of an older one would move its tags backwards.
 */
@ApplicationScoped
public class RetryBuild {

  private final Builds builds;
  private final RequestBuild requests;

  RetryBuild(Builds builds, RequestBuild requests) {
    this.builds = builds;
    this.requests = requests;
  }

  /**
   * Makes a new build of the same plan and commit.
   *
   * @param by who wants it
   * @throws ConflictException when it isn't over, or a newer commit came since
   */
  @Transactional
  public Admission retry(UUID id, String by) {
    Build build =
        builds.read(id).orElseThrow(() -> new NoSuchThingException("there is no build " + id));
    builds.lockRef(build.repositoryId(), build.plan().ref());
    if (!build.state().phase().isFinal()) {
      throw new ConflictException(
          "the build is " + build.state().phase().wireName() + "; cancel it first");
    }
    requireNewest(build);
    return requests.request(
        new BuildRequest(
            "retry:" + id + ":" + UUID.randomUUID(),
            build.repositoryId(),
            build.plan(),
            build.commit(),
            build.commitMessage(),
            BuildCause.manual(by)));
  }

  private void requireNewest(Build build) {
    CommitSha newest =
        builds
            .newest(build.repositoryId(), build.plan().ruleId(), build.plan().ref())
            .map(Build::commit)
            .orElse(null);
    if (build.commit() != null && newest != null && !Objects.equals(newest, build.commit())) {
      throw new ConflictException(
          "commit "
              + newest.abbreviated()
              + " came to "
              + build.plan().ref().name()
              + " since; building the older one again would move its tags backwards");
    }
  }
}
