package dev.slipway.service.trigger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Counts the calls of each trigger, over all services together. */
@ApplicationScoped
class LimitCalls {

  private final Triggers triggers;
  private final TriggerSettings settings;
  private final Clock clock;

  LimitCalls(Triggers triggers, TriggerSettings settings, Clock clock) {
    this.triggers = triggers;
    this.settings = settings;
    this.clock = clock;
  }

  /** Counts a call; empty when it may go on. */
  @Transactional
  Optional<CallAnswer> take(UUID trigger) {
    Optional<Allowance> stored = triggers.lockAllowance(trigger);
    if (stored.isEmpty()) {
      return Optional.of(new CallAnswer.Unknown());
    }
    Allowance now = stored.get().at(clock.instant(), settings.rate(), settings.burst());
    if (!now.permits()) {
      return Optional.of(new CallAnswer.TooOften(now.secondsUntilPermitted(settings.rate())));
    }
    triggers.saveAllowance(trigger, now.used());
    return Optional.empty();
  }
}
