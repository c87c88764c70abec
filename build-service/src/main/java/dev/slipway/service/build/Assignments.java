package dev.slipway.service.build;

import dev.slipway.core.git.RefName;
import dev.slipway.core.protocol.BuildAssignment;
import dev.slipway.service.host.GitHostException;
import dev.slipway.service.repository.Repositories;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.RepositorySettings;
import dev.slipway.service.source.SourceAccess;
import dev.slipway.service.variable.Variables;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Puts together all that a worker needs for a claimed build. */
@ApplicationScoped
class Assignments {

  private final Repositories repositories;
  private final RepositorySettings.Store repositorySettings;
  private final SourceAccess sources;
  private final BuildSettings settings;
  private final BuildLinks links;
  private final Variables variables;

  Assignments(
      Repositories repositories,
      RepositorySettings.Store repositorySettings,
      SourceAccess sources,
      BuildSettings settings,
      BuildLinks links,
      Variables variables) {
    this.repositories = repositories;
    this.repositorySettings = repositorySettings;
    this.sources = sources;
    this.settings = settings;
    this.links = links;
    this.variables = variables;
  }

  /**
   * Puts it together. The Git host may have to be asked for a credential; not to be called in a
   * transaction.
   *
   * @throws IllegalArgumentException when the repository's configuration can't be used
   * @throws GitHostException when the linked account's credential can't be had
   */
  BuildAssignment of(Build build) throws GitHostException {
    UUID repositoryId = build.repositoryId();
    Repository repository =
        repositories
            .byId(repositoryId)
            .orElseThrow(() -> new IllegalArgumentException("the repository was deleted"));
    RepositorySettings options = repositorySettings.of(repositoryId);
    BuildPlan plan = build.plan();
    Variables.Inputs inputs = variables.inputs(repositoryId, plan.ruleId(), plan.buildArgs());
    return new BuildAssignment(
        build.id().toString(),
        build.state().attempt(),
        (int) settings.lease().toSeconds(),
        (int) settings.timeout().toSeconds(),
        repositoryId.toString(),
        repository.name().toString(),
        repository.description(),
        sources.open(repositoryId),
        plan.ref().type(),
        plan.ref().name(),
        build.commit() == null ? null : build.commit().value(),
        plan.dockerfile(),
        plan.context(),
        plan.target(),
        inputs.buildArgs(),
        inputs.secrets(),
        plan.platforms(),
        plan.cache(),
        plan.tags(),
        repositories.destinationsWithCredentials(repositoryId),
        options.submodules(),
        options.lfs(),
        options.fullDescriptionSync() && isDefaultBranch(plan.ref(), repository),
        build.mayReuse(),
        options.attestations(),
        links.page(repository.name(), build.id()));
  }

  private static boolean isDefaultBranch(RefName ref, Repository repository) {
    String branch = repository.defaultBranch();
    return branch != null && ref.equals(RefName.branch(branch));
  }
}
