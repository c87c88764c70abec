package dev.slipway.service.status;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.rule.BuildRule;
import dev.slipway.service.build.Build;
import dev.slipway.service.build.BuildMoved;
import dev.slipway.service.build.BuildPhase;
import dev.slipway.service.host.LinkedAccounts;
import dev.slipway.service.repository.Repositories;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.RepositorySettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/**
 * Writes down what the Git host is to show whenever a build moves, in the same transaction. A build
 * whose commit isn't known yet has nothing to say; it does as soon as it moves with one.
 */
@ApplicationScoped
class WishStatuses {

  private final StatusStore statuses;
  private final RepositorySettings.Store settings;
  private final LinkedAccounts accounts;
  private final Repositories repositories;
  private final Clock clock;

  WishStatuses(
      StatusStore statuses,
      RepositorySettings.Store settings,
      LinkedAccounts accounts,
      Repositories repositories,
      Clock clock) {
    this.statuses = statuses;
    this.settings = settings;
    this.accounts = accounts;
    this.repositories = repositories;
    this.clock = clock;
  }

  void moved(@Observes BuildMoved move) {
    Build build = move.build();
    CommitSha commit = build.commit();
    if (commit != null && isTold(build.repositoryId())) {
      statuses.wish(wish(build, commit), clock.instant());
    }
  }

  private boolean isTold(UUID repositoryId) {
    return settings.of(repositoryId).commitStatuses()
        && accounts.ofRepository(repositoryId).isPresent();
  }

  private StatusWish wish(Build build, CommitSha commit) {
    BuildPhase phase = build.state().phase();
    return new StatusWish(
        build.repositoryId(),
        commit,
        statuses.contextOf(build.id()).orElseGet(() -> context(build)),
        build.id(),
        build.sequence(),
        StatusText.state(phase),
        StatusText.description(phase, build.state().reason()));
  }

  private String context(Build build) {
    List<BuildRule> rules =
        repositories.byId(build.repositoryId()).map(Repository::rules).orElse(List.of());
    return StatusContext.of(build.plan().ruleId(), rules);
  }
}
