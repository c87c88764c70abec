package dev.slipway.service.repository.hook;

import dev.slipway.service.host.GitHostException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/** How long to leave a host alone. Nobody's pauses are the same, so that no crowd comes back. */
@ApplicationScoped
class HookPauses {

  private static final int MOST_DOUBLINGS = 10;
  private static final double JITTER = 0.2;

  private final HookSettings settings;
  private final DoubleSupplier random;

  @Inject
  HookPauses(HookSettings settings) {
    this(settings, () -> ThreadLocalRandom.current().nextDouble());
  }

  /**
   * @param random numbers from 0 to 1
   */
  HookPauses(HookSettings settings, DoubleSupplier random) {
    this.settings = settings;
    this.random = random;
  }

  /** Until an installed webhook is looked at again. */
  Duration untilCheck() {
    return jittered(settings.checkInterval());
  }

  /**
   * After a failure: longer with each, and at least as long as the host wants.
   *
   * @param failures those before this one
   */
  Duration afterFailure(int failures, GitHostException failure) {
    Duration doubled = settings.firstRetry().multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    Duration longest = settings.checkInterval();
    Duration pause = jittered(doubled.compareTo(longest) < 0 ? doubled : longest);
    return failure.retryAfter().filter(wanted -> wanted.compareTo(pause) > 0).orElse(pause);
  }

  private Duration jittered(Duration pause) {
    double factor = 1 - JITTER / 2 + JITTER * random.getAsDouble();
    return Duration.ofMillis((long) (pause.toMillis() * factor));
  }
}
