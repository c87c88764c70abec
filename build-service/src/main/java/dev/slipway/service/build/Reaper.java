package dev.slipway.service.build;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs {@link ReapBuilds} every second. */
@ApplicationScoped
class Reaper {

  private final ReapBuilds reap;
  private final AtomicBoolean stopping = new AtomicBoolean();

  Reaper(ReapBuilds reap) {
    this.reap = reap;
  }

  /** The database goes before the scheduler does. */
  void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event) {
    stopping.set(true);
  }

  @Scheduled(identity = "reap-builds", every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
  void run() {
    if (stopping.get()) {
      return;
    }
    reap.reapLost();
    reap.stopOverdue();
    reap.resendUnclaimed();
  }
}
