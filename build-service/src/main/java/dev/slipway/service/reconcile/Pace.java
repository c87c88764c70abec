package dev.slipway.service.reconcile;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Says when a remote is looked at next: a little sooner than the interval, so that two looks still
 * fit into it, and by chance, so that not all repositories are due together.
 */
@ApplicationScoped
class Pace {

  private static final double LEAST_PART = 0.8;
  private static final double ROOM = 0.9;
  private static final int LEAST_DIVISOR = 4;

  /** What is due is taken up within a second, and two looks are. */
  private static final Duration TAKING_UP = Duration.ofSeconds(2);

  private static final int MOST_DOUBLINGS = 20;

  private final ReconcileSettings settings;
  private final RandomGenerator random;

  @Inject
  Pace(ReconcileSettings settings) {
    this(settings, new Random());
  }

  Pace(ReconcileSettings settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
  }

  /** After a look that found nothing to wait for. */
  Instant regular(Instant now) {
    Duration interval = settings.interval();
    Duration rest = part(interval, ROOM).minus(settings.grace()).minus(TAKING_UP);
    Duration least = interval.dividedBy(LEAST_DIVISOR);
    return now.plus(jittered(rest.compareTo(least) < 0 ? least : rest));
  }

  /** After a look that saw something for the first time. */
  Instant secondLook(Instant now) {
    return now.plus(settings.grace());
  }

  /**
   * After a look that failed.
   *
   * @param failures how many did in a row, this one included
   */
  Instant afterFailure(Instant now, int failures) {
    Duration pause = settings.interval().multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    Duration longest = settings.longestPause();
    return now.plus(jittered(pause.compareTo(longest) > 0 ? longest : pause));
  }

  private Duration jittered(Duration pause) {
    return part(pause, LEAST_PART + (1 - LEAST_PART) * random.nextDouble());
  }

  private static Duration part(Duration whole, double part) {
    return Duration.ofMillis((long) (whole.toMillis() * part));
  }
}
