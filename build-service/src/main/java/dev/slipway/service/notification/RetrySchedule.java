package dev.slipway.service.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * When to try again. The pauses are stretched or shortened at random by up to a fifth, so that what
 * failed together doesn't come back together.
 */
final class RetrySchedule {

  private static final double JITTER = 0.2;
  private static final Duration LONGEST_WISH = Duration.ofDays(1);

  private final List<Duration> pauses;
  private final DoubleSupplier random;

  /**
   * @param pauses before the second attempt, the third, …
   * @param random from 0 to 1
   */
  RetrySchedule(List<Duration> pauses, DoubleSupplier random) {
    this.pauses = List.copyOf(pauses);
    this.random = random;
  }

  /**
   * When the next attempt is due.
   *
   * @param tries how many there were
   * @param wish how long the other side wants to be left alone
   * @return empty when there were enough
   */
  Optional<Instant> next(int tries, Instant now, Optional<Duration> wish) {
    if (tries > pauses.size()) {
      return Optional.empty();
    }
    Duration pause = pauses.get(tries - 1);
    double factor = 1 + JITTER * (2 * random.getAsDouble() - 1);
    Duration spread = Duration.ofMillis((long) (pause.toMillis() * factor));
    Duration wished = wish.map(RetrySchedule::bounded).orElse(Duration.ZERO);
    return Optional.of(now.plus(spread.compareTo(wished) > 0 ? spread : wished));
  }

  private static Duration bounded(Duration wish) {
    return wish.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wish;
  }
}
