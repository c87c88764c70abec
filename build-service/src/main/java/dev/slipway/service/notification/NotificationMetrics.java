package dev.slipway.service.notification;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/** Counts attempts to tell. */
@ApplicationScoped
class NotificationMetrics {

  private final MeterRegistry registry;

  NotificationMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void attempted(Attempt.Result result) {
    registry
        .counter("slipway.notifications.attempts", "result", result.name().toLowerCase(Locale.ROOT))
        .increment();
  }
}
