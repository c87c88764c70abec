package dev.slipway.service.reconcile;

import dev.slipway.service.build.BuildCause;
import dev.slipway.service.build.BuildRef;
import dev.slipway.service.build.Builds;
import dev.slipway.service.delivery.Deliveries;
import dev.slipway.service.delivery.RefHistory;
import dev.slipway.service.repository.Repositories;
import dev.slipway.service.repository.Repository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Makes up for one lost push: notes where the ref is and asks for the builds that the push would
 * have made. Of several lost pushes only the last is there to be seen, and built. A delivery that
 * comes later finds the ref where it says, and builds nothing again.
 */
@ApplicationScoped
class HealRef {

  private static final Logger LOG = Logger.getLogger(HealRef.class);

  private final Repositories repositories;
  private final Deliveries deliveries;
  private final RefHistory history;
  private final Builds builds;
  private final BuildRef buildRef;

  HealRef(
      Repositories repositories,
      Deliveries deliveries,
      RefHistory history,
      Builds builds,
      BuildRef buildRef) {
    this.repositories = repositories;
    this.deliveries = deliveries;
    this.history = history;
    this.builds = builds;
    this.buildRef = buildRef;
  }

  /**
   * Heals it, unless a delivery told of the ref since it was compared: then the comparison is void,
   * and the next look makes another.
   *
   * @throws dev.slipway.service.web.ConflictException when a stored rule can't be used
   */
  @Transactional
  void heal(UUID repositoryId, Difference difference) {
    Optional<Repository> repository =
        deliveries.holdRepository(repositoryId)
            ? repositories.byId(repositoryId)
            : Optional.empty();
    if (repository.isEmpty()) {
      return;
    }
    builds.lockRef(repositoryId, difference.ref());
    RefHistory.Known newest = history.newest(repositoryId, difference.ref()).orElse(null);
    if (Objects.equals(newest, difference.known())) {
      heal(repository.get(), difference);
    }
  }

  private void heal(Repository repository, Difference difference) {
    String commit = difference.commit() == null ? null : difference.commit().value();
    long update = history.addSeen(repository.id(), difference.ref(), difference.before(), commit);
    LOG.infof("lost push repository=%s update=%d", repository.id(), update);
    if (commit == null) {
      return;
    }
    BuildRef.Wish wish =
        new BuildRef.Wish(
            repository,
            difference.ref(),
            difference.commit(),
            null,
            rule -> true,
            BuildRef.Judgement.AUTOMATIC,
            true,
            BuildCause.reconciled(difference.detail()),
            "reconciled:" + update);
    long made =
        buildRef.request(wish).stream().filter(answer -> answer.admission() != null).count();
    LOG.debugf("lost push healed update=%d builds=%d", update, made);
  }
}
