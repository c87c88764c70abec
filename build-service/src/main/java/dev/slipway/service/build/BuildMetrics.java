package dev.slipway.service.build;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** Counts what happens to builds. */
@ApplicationScoped
class BuildMetrics {

  private final MeterRegistry registry;

  BuildMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void admitted(BuildCause.Kind cause) {
    registry.counter("slipway.builds.admitted", "cause", cause.wireName()).increment();
  }

  void finished(BuildPhase ending) {
    registry.counter("slipway.builds.finished", "state", ending.wireName()).increment();
  }

  void workerLost() {
    registry.counter("slipway.builds.worker.lost").increment();
  }
}
