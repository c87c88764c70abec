package dev.slipway.gateway.delivery.web;

import dev.slipway.core.git.GitProvider;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Counts webhook requests by what became of them. */
@Singleton
class DeliveryMetrics {

  private final MeterRegistry registry;

  DeliveryMetrics(MeterRegistry registry, BodyBudget budget) {
    this.registry = registry;
    registry.gauge("slipway.gateway.held.bodies.bytes", budget, BodyBudget::held);
  }

  /**
   * @param outcome {@code accepted}, {@code ignored}, or the kind of refusal
   */
  void count(GitProvider provider, String outcome) {
    registry
        .counter("slipway.gateway.deliveries", "provider", provider.wireName(), "outcome", outcome)
        .increment();
  }

  /**
   * Counts a refusal, of known webhooks and of all other requests apart.
   *
   * @param outcome the kind of refusal
   */
  void refused(String outcome, boolean knownHook) {
    registry
        .counter(
            "slipway.gateway.refusals", "reason", outcome, "hook", knownHook ? "known" : "unknown")
        .increment();
  }
}
