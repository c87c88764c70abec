package dev.slipway.service.build;

import dev.slipway.core.protocol.BuildAssignment;
import dev.slipway.service.repository.Repositories;
import dev.slipway.service.repository.Repository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;

/** Puts together all that a worker needs for a claimed build. */
@ApplicationScoped
class Assignments {

  private final Repositories repositories;
  private final BuildSettings settings;
  private final BuildLinks links;

  Assignments(Repositories repositories, BuildSettings settings, BuildLinks links) {
    this.repositories = repositories;
    this.settings = settings;
    this.links = links;
  }

  /**
   * @throws IllegalArgumentException when the repository's configuration can't be used
   */
  BuildAssignment of(Build build) {
    UUID repositoryId = build.repositoryId();
    Repository repository =
        repositories
            .byId(repositoryId)
            .orElseThrow(() -> new IllegalArgumentException("the repository was deleted"));
    BuildPlan plan = build.plan();
    return new BuildAssignment(
        build.id().toString(),
        build.state().attempt(),
        (int) settings.lease().toSeconds(),
        (int) settings.timeout().toSeconds(),
        repositoryId.toString(),
        repository.name().toString(),
        repository.description(),
        repositories.sourceWithCredentials(repositoryId),
        plan.ref().type(),
        plan.ref().name(),
        build.commit() == null ? null : build.commit().value(),
        plan.dockerfile(),
        plan.context(),
        plan.target(),
        plan.buildArgs(),
        Map.of(),
        plan.platforms(),
        plan.cache(),
        plan.tags(),
        repositories.destinationsWithCredentials(repositoryId),
        false,
        false,
        false,
        links.page(repository.name(), build.id()));
  }
}
