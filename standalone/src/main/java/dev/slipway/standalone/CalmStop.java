package dev.slipway.standalone;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduler;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Lets no scheduled task begin while the things it needs are being closed one after the other. */
@ApplicationScoped
class CalmStop {

  private static final int FIRST = 1;

  private final Scheduler scheduler;

  CalmStop(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  void onStop(@Observes @Priority(FIRST) ShutdownEvent event) {
    scheduler.pause();
  }
}
