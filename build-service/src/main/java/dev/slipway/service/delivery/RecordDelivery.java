package dev.slipway.service.delivery;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import dev.slipway.core.message.DeliveryRecorded;
import dev.slipway.core.message.DeliveryRecorded.RefUpdate;
import dev.slipway.core.rule.BuildRule;
import dev.slipway.core.rule.Verdict;
import dev.slipway.service.build.BuildCause;
import dev.slipway.service.build.BuildPlan;
import dev.slipway.service.build.BuildRequest;
import dev.slipway.service.build.Builds;
import dev.slipway.service.build.RequestBuild;
import dev.slipway.service.repository.Repositories;
import dev.slipway.service.repository.Repository;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Stores a delivery and asks for the builds of its matched verdicts, all or nothing. However often
 * and in whatever order deliveries come, each makes each of its builds once, and a late one none.
 */
@ApplicationScoped
public class RecordDelivery {

  private static final Logger LOG = Logger.getLogger(RecordDelivery.class);
  private static final String STALE =
      "This commit was already replaced on its ref when the delivery came, so it is not built.";

  private final Repositories repositories;
  private final Deliveries deliveries;
  private final RefHistory history;
  private final Builds builds;
  private final RequestBuild requests;
  private final MeterRegistry metrics;

  RecordDelivery(
      Repositories repositories,
      Deliveries deliveries,
      RefHistory history,
      Builds builds,
      RequestBuild requests,
      MeterRegistry metrics) {
    this.repositories = repositories;
    this.deliveries = deliveries;
    this.history = history;
    this.builds = builds;
    this.requests = requests;
    this.metrics = metrics;
  }

  /** Takes one delivery; one of a repository that is gone is dropped. */
  @Transactional
  public void record(DeliveryRecorded delivery) {
    UUID repositoryId = UUID.fromString(delivery.repositoryId());
    Optional<Repository> repository =
        deliveries.holdRepository(repositoryId)
            ? repositories.byId(repositoryId)
            : Optional.empty();
    if (repository.isEmpty()) {
      LOG.infof(
          "delivery of a repository that is gone repository=%s delivery=%s",
          delivery.repositoryId(), delivery.deliveryId());
      return;
    }
    record(delivery, repository.get());
    metrics.counter("slipway.deliveries", "event", event(delivery)).increment();
  }

  private void record(DeliveryRecorded delivery, Repository repository) {
    learnDefaultBranch(delivery, repository);
    UUID stored = deliveries.store(repository.id(), delivery);
    DeliveredRefs.inOrder(delivery).forEach(ref -> builds.lockRef(repository.id(), ref));
    for (RefUpdate update : delivery.refUpdates()) {
      Freshness freshness = freshness(repository.id(), stored, update);
      for (Verdict verdict : update.verdicts()) {
        if (verdict.matched() && update.commit() != null) {
          admit(new Wish(delivery, stored, repository, update, verdict), freshness);
        }
      }
    }
  }

  private void learnDefaultBranch(DeliveryRecorded delivery, Repository repository) {
    String told = delivery.defaultBranch();
    if (told != null && !told.equals(repository.defaultBranch())) {
      repositories.learnDefaultBranch(repository.id(), told);
    }
  }

  private Freshness freshness(UUID repositoryId, UUID delivery, RefUpdate update) {
    RefName ref = DeliveredRefs.ref(update);
    Optional<RefHistory.Known> known = history.find(delivery, ref, update.commit());
    if (known.isPresent()) {
      boolean stillNewest =
          history.newest(repositoryId, ref).filter(known.get()::equals).isPresent();
      return stillNewest ? Freshness.AGAIN : Freshness.STALE;
    }
    Freshness freshness = Freshness.judge(history, repositoryId, ref, update);
    history.add(repositoryId, delivery, update, freshness == Freshness.STALE);
    return freshness;
  }

  private void admit(Wish wish, Freshness freshness) {
    Optional<BuildRule> rule = wish.rule();
    if (rule.isEmpty()) {
      LOG.infof(
          "rule was deleted before its delivery came delivery=%s rule=%s",
          wish.delivery().deliveryId(), wish.verdict().rule());
      return;
    }
    BuildRequest request = wish.request(rule.get());
    switch (freshness) {
      case NEW -> requests.request(request);
      case AGAIN -> requests.requestAgain(request);
      case STALE -> requests.refuse(request, STALE);
    }
  }

  /** Bounded, because a metric must not grow with what strangers send. */
  private static String event(DeliveryRecorded delivery) {
    return delivery.ignored() == null ? "push" : "ignored";
  }

  /** One matched verdict with all around it. */
  private record Wish(
      DeliveryRecorded delivery,
      UUID stored,
      Repository repository,
      RefUpdate update,
      Verdict verdict) {

    Optional<BuildRule> rule() {
      return repository.rules().stream()
          .filter(rule -> rule.id().equals(verdict.rule()))
          .findFirst();
    }

    BuildRequest request(BuildRule rule) {
      return new BuildRequest(
          AdmissionKey.of(delivery, update, verdict),
          repository.id(),
          BuildPlan.of(rule, DeliveredRefs.ref(update), verdict.tags()),
          new CommitSha(String.valueOf(update.commit())),
          update.message(),
          BuildCause.webhook(stored, delivery.sender()));
    }
  }
}
