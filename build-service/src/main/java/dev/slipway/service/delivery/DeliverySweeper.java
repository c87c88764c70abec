package dev.slipway.service.delivery;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs {@link SweepDeliveries} now and then. */
@ApplicationScoped
class DeliverySweeper {

  private final SweepDeliveries sweep;
  private final AtomicBoolean stopping = new AtomicBoolean();

  DeliverySweeper(SweepDeliveries sweep) {
    this.sweep = sweep;
  }

  /** The database goes before the scheduler does. */
  void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event) {
    stopping.set(true);
  }

  @Scheduled(
      identity = "sweep-deliveries",
      every = "${slipway.deliveries.sweep-every:1h}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void run() {
    if (!stopping.get()) {
      sweep.sweep();
    }
  }
}
