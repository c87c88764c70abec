package dev.slipway.service.worker;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;

/** Forgets workers that are gone, and caches that nobody has used for long. */
@ApplicationScoped
public class ForgetWorkers {

  private final SeenWorkers workers;
  private final RepositoryCaches caches;
  private final WorkerSettings settings;
  private final Clock clock;

  ForgetWorkers(
      SeenWorkers workers, RepositoryCaches caches, WorkerSettings settings, Clock clock) {
    this.workers = workers;
    this.caches = caches;
    this.settings = settings;
    this.clock = clock;
  }

  /** Forgets what is too old by now. */
  @Scheduled(
      identity = "forget-workers",
      every = "1m",
      delayed = "1m",
      concurrentExecution = ConcurrentExecution.SKIP)
  @Transactional
  public void forget() {
    Instant now = clock.instant();
    workers.forget(now.minus(settings.forgetAfter()));
    caches.forget(now.minus(settings.cacheUseful()));
  }
}
