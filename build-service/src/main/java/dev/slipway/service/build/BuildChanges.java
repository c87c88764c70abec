package dev.slipway.service.build;

import dev.slipway.service.outbox.AfterCommit;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Wakes those in this process who follow a build, after its state or log changed. Others look into
 * the database now and then, because another process may have changed it.
 */
@ApplicationScoped
public class BuildChanges {

  private final AfterCommit afterCommit;
  private final ConcurrentHashMap<UUID, Set<CompletableFuture<Void>>> waiting =
      new ConcurrentHashMap<>();

  BuildChanges(AfterCommit afterCommit) {
    this.afterCommit = afterCommit;
  }

  /** Announces a change that the current transaction makes. */
  public void changed(UUID buildId) {
    afterCommit.run(() -> wake(buildId));
  }

  /**
   * Completes at the build's next change, or after a time without one. Ask for it before looking,
   * then no change is missed.
   */
  public CompletableFuture<Void> next(UUID buildId, Duration longest) {
    CompletableFuture<Void> change = new CompletableFuture<>();
    waiting.compute(
        buildId,
        (id, others) -> {
          Set<CompletableFuture<Void>> all =
              others == null ? ConcurrentHashMap.newKeySet() : others;
          all.add(change);
          return all;
        });
    CompletableFuture<Void> forgotten =
        change.whenComplete((nothing, failure) -> forget(buildId, change));
    change.completeOnTimeout(null, longest.toMillis(), TimeUnit.MILLISECONDS);
    return forgotten;
  }

  private void wake(UUID buildId) {
    Set<CompletableFuture<Void>> waiters = waiting.remove(buildId);
    if (waiters != null) {
      waiters.forEach(waiter -> waiter.complete(null));
    }
  }

  private void forget(UUID buildId, CompletableFuture<Void> change) {
    waiting.computeIfPresent(
        buildId,
        (id, waiters) -> {
          waiters.remove(change);
          return waiters.isEmpty() ? null : waiters;
        });
  }
}
