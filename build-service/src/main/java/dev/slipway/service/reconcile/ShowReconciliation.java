package dev.slipway.service.reconcile;

import dev.slipway.service.reconcile.Reconciliations.Seen;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Tells how a repository's reconciliation stands, and has it made now. Whoever answers a request
 * asks {@code Access} first.
 */
@ApplicationScoped
public class ShowReconciliation {

  private final Reconciliations reconciliations;
  private final ReconcileSettings settings;
  private final Clock clock;

  ShowReconciliation(Reconciliations reconciliations, ReconcileSettings settings, Clock clock) {
    this.reconciliations = reconciliations;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * How it stands.
   *
   * @param reconciliation the state
   * @param differences what differed at the last look and waits for another
   */
  public record Shown(Reconciliation reconciliation, List<Seen> differences) {

    public Shown {
      differences = List.copyOf(differences);
    }
  }

  /** The present state. A repository that was made this very second is due now. */
  @Transactional
  public Shown show(UUID repositoryId) {
    Instant now = clock.instant();
    Reconciliation state =
        reconciliations
            .find(repositoryId)
            .orElseGet(() -> new Reconciliation(repositoryId, null, null, now, false, 0, null));
    return new Shown(state, reconciliations.differences(repositoryId));
  }

  /** Has the remote looked at as soon as may be; what differs is built at once. */
  @Transactional
  public Shown runNow(UUID repositoryId) {
    Instant now = clock.instant();
    reconciliations.enrol(now, settings.interval());
    reconciliations.wantNow(repositoryId, now);
    return show(repositoryId);
  }
}
