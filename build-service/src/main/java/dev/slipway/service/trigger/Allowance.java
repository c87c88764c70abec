package dev.slipway.service.trigger;

import java.time.Duration;
import java.time.Instant;

/**
 * How many calls a trigger may still make: a token bucket. It stands in the trigger's row, so that
 * it holds however many services answer, and through restarts.
 *
 * @param calls allowed at once, a fraction of one included
 * @param countedAt when that was so
 */
public record Allowance(double calls, Instant countedAt) {

  private static final double SECONDS_PER_MINUTE = 60;
  private static final double NANOS_PER_SECOND = 1e9;

  /** One that nobody has used yet. */
  static Allowance full(int burst, Instant now) {
    return new Allowance(burst, now);
  }

  /**
   * As it is at a time.
   *
   * @param perMinute how many calls come back each minute
   * @param burst the most that can be saved
   */
  Allowance at(Instant now, int perMinute, int burst) {
    Duration passed = Duration.between(countedAt, now);
    double seconds = Math.max(0, passed.getSeconds() + passed.getNano() / NANOS_PER_SECOND);
    return new Allowance(Math.min(burst, calls + seconds * perMinute / SECONDS_PER_MINUTE), now);
  }

  /** Whether a call may be made. */
  boolean permits() {
    return calls >= 1;
  }

  /** With one call less. */
  Allowance used() {
    return new Allowance(calls - 1, countedAt);
  }

  /** How long until a call may be made, in whole seconds, at least 1. */
  long secondsUntilPermitted(int perMinute) {
    return Math.max(1, (long) Math.ceil((1 - calls) * SECONDS_PER_MINUTE / perMinute));
  }
}
