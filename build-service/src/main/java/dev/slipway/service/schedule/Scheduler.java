package dev.slipway.service.schedule;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Takes what is due and runs it. Several services may do so at once; each takes its own. */
@ApplicationScoped
class Scheduler {

  private final Schedules schedules;
  private final RunSchedule runSchedule;
  private final ScheduleSettings settings;
  private final Clock clock;
  private final AtomicBoolean stopping = new AtomicBoolean();

  Scheduler(Schedules schedules, RunSchedule runSchedule, ScheduleSettings settings, Clock clock) {
    this.schedules = schedules;
    this.runSchedule = runSchedule;
    this.settings = settings;
    this.clock = clock;
  }

  /** The database goes before the scheduler does. */
  void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event) {
    stopping.set(true);
  }

  @Scheduled(
      identity = "run-schedules",
      every = "${slipway.schedules.every:5s}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void run() {
    List<Schedule> due = List.of();
    do {
      // One after the other is claimed, so that no lease runs out while others are at work.
      due = stopping.get() ? List.of() : claim();
      due.forEach(runSchedule::run);
    } while (!due.isEmpty());
  }

  private List<Schedule> claim() {
    Instant now = clock.instant();
    return QuarkusTransaction.requiringNew()
        .call(() -> schedules.claimDue(now, now.plus(settings.lease()), 1));
  }
}
