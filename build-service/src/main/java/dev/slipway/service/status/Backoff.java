package dev.slipway.service.status;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after a failure: twice as long each time up to a limit, and between half and all
 * of that by chance, so that what failed together isn't tried again together.
 *
 * @param first after the first failure
 * @param longest what it grows to
 */
record Backoff(Duration first, Duration longest) {

  private static final int MOST_DOUBLINGS = 30;

  Backoff {
    if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "the first retry must come after some time, and the longest wait must not be shorter");
    }
  }

  /**
   * The wait after a failure.
   *
   * @param failures how many there were, from 1
   */
  Duration after(int failures, RandomGenerator random) {
    int doublings = Math.min(Math.max(failures - 1, 0), MOST_DOUBLINGS);
    long grown = first.toMillis() * (1L << doublings);
    long full = grown < 0 ? longest.toMillis() : Math.min(grown, longest.toMillis());
    return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
  }
}
