package dev.slipway.service.baseimage;

import dev.slipway.service.baseimage.ImageRegistry.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/** When an image is looked at again. */
@ApplicationScoped
class LookSchedule {

  /** A share of each wait is left to chance, so that images don't stay in step. */
  private static final double JITTER = 0.1;

  /** A registry is never left alone longer, whatever it asks for. */
  private static final Duration LONGEST_PAUSE = Duration.ofHours(24);

  private static final int MOST_DOUBLINGS = 30;

  private final BaseImageSettings settings;
  private final DoubleSupplier random;

  @Inject
  LookSchedule(BaseImageSettings settings) {
    this(settings, () -> ThreadLocalRandom.current().nextDouble());
  }

  /**
   * @param random from 0 to 1, evenly
   */
  LookSchedule(BaseImageSettings settings, DoubleSupplier random) {
    this.settings = settings;
    this.random = random;
  }

  /**
   * The time of the next look.
   *
   * @param failures how many in a row had failed before this answer
   */
  Instant next(Answer answer, int failures, Instant now) {
    if (answer instanceof Answer.Present) {
      return now.plus(jittered(settings.interval()));
    }
    if (answer instanceof Answer.TooMany tooMany) {
      Duration pause = pause(tooMany);
      // All images of the registry wait for this moment; they shall not all come in it.
      return now.plus(pause).plus(scaled(settings.retry(), random.getAsDouble()));
    }
    return now.plus(jittered(backOff(failures)));
  }

  /** How long a registry is left alone that has had enough. */
  Duration pause(Answer.TooMany answer) {
    Duration wanted = answer.retryAfter() == null ? settings.pause() : answer.retryAfter();
    return wanted.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wanted;
  }

  private Duration backOff(int failures) {
    double factor = Math.pow(2, Math.min(failures, MOST_DOUBLINGS));
    Duration wait = scaled(settings.retry(), factor);
    return wait.compareTo(settings.longestRetry()) > 0 ? settings.longestRetry() : wait;
  }

  private Duration jittered(Duration wait) {
    return scaled(wait, 1 - JITTER + 2 * JITTER * random.getAsDouble());
  }

  private static Duration scaled(Duration duration, double factor) {
    return Duration.ofMillis((long) (duration.toMillis() * factor));
  }
}
