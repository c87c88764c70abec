package dev.slipway.service.reconcile;

import dev.slipway.core.git.RefName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The stored state. Every method works in the caller's transaction. */
public interface Reconciliations {

  /**
   * Takes up repositories that aren't there yet: new ones at once, others spread over a time.
   *
   * @param spread over which older ones are spread
   */
  void enrol(Instant now, Duration spread);

  /** Takes what is due, for this service alone until the lease is over. */
  List<Reconciliation> claimDue(Instant now, Instant leaseUntil, int limit);

  Optional<Reconciliation> find(UUID repositoryId);

  /** Has a repository looked at as soon as may be, with what differs built at once. */
  void wantNow(UUID repositoryId, Instant now);

  /** What differed at the last look, in the order of names. */
  List<Seen> differences(UUID repositoryId);

  /** Replaces what differs. */
  void replaceDifferences(UUID repositoryId, List<Seen> differences);

  /** Notes that a remote was looked at. What is wanted at once stays so. */
  void looked(UUID repositoryId, Instant at, Instant next);

  /** Notes that it couldn't be. */
  void failed(UUID repositoryId, String problem, Instant next);

  /**
   * A ref that differs.
   *
   * @param ref the branch or tag
   * @param commit where it is; null when it is gone
   * @param since which look saw it there first
   */
  record Seen(RefName ref, @Nullable String commit, Instant since) {}
}
