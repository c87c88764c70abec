package dev.slipway.service.reconcile;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import dev.slipway.service.delivery.Deliveries;
import dev.slipway.service.delivery.RefHistory;
import dev.slipway.service.delivery.RefHistory.Known;
import dev.slipway.service.reconcile.Reconciliations.Seen;
import dev.slipway.service.repository.Repositories;
import dev.slipway.service.source.RemoteRefs;
import dev.slipway.service.source.RemoteRefs.Listing;
import dev.slipway.service.source.SourceUnreachableException;
import dev.slipway.service.web.ConflictException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one remote. The first look is the baseline: what is there and was never told is taken as
 * it is, and nothing is built. From then on, a ref that two looks find at one and the same place,
 * the grace apart, where no delivery has told it to be, is a lost push.
 */
@ApplicationScoped
class LookAtRemote {

  private static final Logger LOG = Logger.getLogger(LookAtRemote.class);

  private final RemoteRefs remotes;
  private final Repositories repositories;
  private final Deliveries deliveries;
  private final RefHistory history;
  private final Reconciliations reconciliations;
  private final HealRef healRef;
  private final Pace pace;
  private final ReconcileSettings settings;
  private final Clock clock;

  LookAtRemote(
      RemoteRefs remotes,
      Repositories repositories,
      Deliveries deliveries,
      RefHistory history,
      Reconciliations reconciliations,
      HealRef healRef,
      Pace pace,
      ReconcileSettings settings,
      Clock clock) {
    this.remotes = remotes;
    this.repositories = repositories;
    this.deliveries = deliveries;
    this.history = history;
    this.reconciliations = reconciliations;
    this.healRef = healRef;
    this.pace = pace;
    this.settings = settings;
    this.clock = clock;
  }

  /** Looks. Asks the remote, so not to be called within a transaction. */
  void look(Reconciliation claimed) {
    try {
      tryToLook(claimed);
    } catch (SourceUnreachableException | ConflictException e) {
      failed(claimed, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.errorf(e, "look at a remote broke off repository=%s", claimed.repositoryId());
      failed(claimed, "Something went wrong inside Slipway; its log says what.");
    }
  }

  private void tryToLook(Reconciliation claimed) throws SourceUnreachableException {
    UUID id = claimed.repositoryId();
    // Read before the remote is asked: what a delivery tells meanwhile makes it void, not wrong.
    Map<RefName, Known> known =
        QuarkusTransaction.requiringNew().call(() -> history.newestOfAll(id));
    Listing listing = remotes.list(id);
    learnDefaultBranch(id, listing.defaultBranch());
    boolean settled = compare(claimed, known, listing.refs());
    Instant now = clock.instant();
    Instant next = settled ? pace.regular(now) : pace.secondLook(now);
    QuarkusTransaction.requiringNew().run(() -> reconciliations.looked(id, now, next));
  }

  private void failed(Reconciliation claimed, String problem) {
    UUID id = claimed.repositoryId();
    Instant next = pace.afterFailure(clock.instant(), claimed.failures() + 1);
    QuarkusTransaction.requiringNew().run(() -> reconciliations.failed(id, problem, next));
  }

  private void learnDefaultBranch(UUID id, @Nullable String told) {
    if (told != null) {
      repositories.learnDefaultBranch(id, told);
    }
  }

  /**
   * @return whether nothing is left to look at once more
   */
  private boolean compare(
      Reconciliation claimed, Map<RefName, Known> known, Map<RefName, CommitSha> present) {
    UUID id = claimed.repositoryId();
    Instant now = clock.instant();
    List<Difference> found = Comparison.compare(known, present, now);
    if (claimed.baselineAt() == null) {
      takeBaseline(id, present);
      found = found.stream().filter(difference -> difference.known() != null).toList();
    }
    Instant lostSince = claimed.atOnce() ? now : now.minus(settings.grace());
    List<Difference> open = healLost(id, dated(id, found), lostSince);
    remember(id, open);
    return open.isEmpty();
  }

  /**
   * @return those that are not healed: seen too lately, or too many
   */
  private List<Difference> healLost(UUID id, List<Difference> differences, Instant lostSince) {
    List<Difference> open = new ArrayList<>();
    int healed = 0;
    for (Difference difference : differences) {
      if (difference.since().isAfter(lostSince) || healed == settings.mostRefs()) {
        open.add(difference);
      } else {
        healRef.heal(id, difference);
        healed++;
      }
    }
    return open;
  }

  private void takeBaseline(UUID id, Map<RefName, CommitSha> present) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              if (deliveries.holdRepository(id)) {
                history.addFirstSeen(id, present);
              }
            });
  }

  /** With the time of the look that saw each of them first at the same place. */
  private List<Difference> dated(UUID id, List<Difference> found) {
    Map<RefName, Seen> earlier =
        QuarkusTransaction.requiringNew().call(() -> reconciliations.differences(id)).stream()
            .collect(Collectors.toMap(Seen::ref, Function.identity()));
    return found.stream().map(difference -> dated(difference, earlier)).toList();
  }

  private static Difference dated(Difference difference, Map<RefName, Seen> earlier) {
    Seen seen = earlier.get(difference.ref());
    return seen != null && Objects.equals(seen.commit(), seen(difference).commit())
        ? difference.since(seen.since())
        : difference;
  }

  private void remember(UUID id, List<Difference> open) {
    List<Seen> seen = open.stream().map(LookAtRemote::seen).toList();
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              if (deliveries.holdRepository(id)) {
                reconciliations.replaceDifferences(id, seen);
              }
            });
  }

  private static Seen seen(Difference difference) {
    CommitSha commit = difference.commit();
    return new Seen(difference.ref(), commit == null ? null : commit.value(), difference.since());
  }
}
