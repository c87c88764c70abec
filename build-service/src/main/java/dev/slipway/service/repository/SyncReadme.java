package dev.slipway.service.repository;

import dev.slipway.core.git.RefName;
import dev.slipway.service.build.AttemptReported;
import dev.slipway.service.build.BuildState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a repository's full description as its README is: that of the last successful build of the
 * default branch.
 */
@ApplicationScoped
class SyncReadme {

  private final Repositories repositories;
  private final RepositorySettings.Store settings;

  SyncReadme(Repositories repositories, RepositorySettings.Store settings) {
    this.repositories = repositories;
    this.settings = settings;
  }

  void reported(@Observes AttemptReported report) {
    String readme = report.outcome().readme();
    if (readme != null && report.build().state() instanceof BuildState.Success) {
      repositories
          .byId(report.build().repositoryId())
          .filter(repository -> isDefaultBranch(repository, report.build().plan().ref()))
          .ifPresent(repository -> settings.syncFullDescription(repository.id(), storable(readme)));
    }
  }

  private static boolean isDefaultBranch(Repository repository, RefName ref) {
    @Nullable String branch = repository.defaultBranch();
    return branch != null && ref.equals(RefName.branch(branch));
  }

  /** As long as one written by hand may be, and without the one character PostgreSQL refuses. */
  private static String storable(String readme) {
    String text = readme.replace("\0", "");
    if (text.length() <= RepositoryLimits.FULL_DESCRIPTION) {
      return text;
    }
    boolean splitsPair =
        Character.isHighSurrogate(text.charAt(RepositoryLimits.FULL_DESCRIPTION - 1));
    return text.substring(0, RepositoryLimits.FULL_DESCRIPTION - (splitsPair ? 1 : 0));
  }
}
