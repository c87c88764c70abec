package dev.slipway.service.build;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** How many builds wait, and for how long the one that waits longest. */
@ApplicationScoped
class QueueGauges {

  private final BuildQueries queries;
  private final Clock clock;
  private final AtomicLong waiting;
  private final AtomicLong longestSeconds;

  QueueGauges(BuildQueries queries, Clock clock, MeterRegistry registry) {
    this.queries = queries;
    this.clock = clock;
    this.waiting = registry.gauge("slipway.builds.queue.length", new AtomicLong());
    this.longestSeconds = registry.gauge("slipway.builds.queue.age.seconds", new AtomicLong());
  }

  @Scheduled(
      identity = "measure-queue",
      every = "5s",
      concurrentExecution = ConcurrentExecution.SKIP)
  void measure() {
    BuildQueries.Queue queue = queries.queue();
    waiting.set(queue.waiting());
    longestSeconds.set(
        queue
            .oldest()
            .map(oldest -> Duration.between(oldest, clock.instant()))
            .orElse(Duration.ZERO)
            .toSeconds());
  }
}
