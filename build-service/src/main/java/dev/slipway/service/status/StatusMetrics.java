package dev.slipway.service.status;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** Counts what becomes of commit statuses. */
@ApplicationScoped
class StatusMetrics {

  private final MeterRegistry registry;

  StatusMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void sent() {
    registry.counter("slipway.statuses.sent").increment();
  }

  /** It is tried again. */
  void failed(String kind) {
    registry.counter("slipway.statuses.failed", "kind", kind).increment();
  }

  void gaveUp(String kind) {
    registry.counter("slipway.statuses.given.up", "kind", kind).increment();
  }
}
