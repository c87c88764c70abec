package dev.slipway.service.baseimage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.core.image.Digest;
import dev.slipway.service.baseimage.ImageRegistry.Answer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LookScheduleTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Answer SEEN = new Answer.Present(Digest.of(new byte[0]));
  private static final Answer FAILED = new Answer.Failed("it is down");

  private final LookSchedule middle = new LookSchedule(new Settings(), () -> 0.5);

  @Test
  void anImageThatWasSeenIsLookedAtAfterTheIntervalGiveOrTakeATenth() {
    assertEquals(Duration.ofMinutes(15), wait(middle, SEEN, 0));
    assertEquals(
        Duration.ofSeconds(810), wait(new LookSchedule(new Settings(), () -> 0.0), SEEN, 0));
    assertEquals(
        Duration.ofSeconds(990), wait(new LookSchedule(new Settings(), () -> 1.0), SEEN, 0));
  }

  @Test
  void failuresDoubleTheWaitUpToTheLongest() {
    assertEquals(Duration.ofMinutes(1), wait(middle, FAILED, 0));
    assertEquals(Duration.ofMinutes(2), wait(middle, FAILED, 1));
    assertEquals(Duration.ofMinutes(64), wait(middle, FAILED, 6));
    assertEquals(Duration.ofHours(6), wait(middle, FAILED, 20));
    assertEquals(Duration.ofHours(6), wait(middle, FAILED, 1_000_000));
  }

  @Test
  void aRegistryThatHasHadEnoughIsLeftAloneAsLongAsItWantsButNotForEver() {
    assertEquals(Duration.ofMinutes(1), middle.pause(tooMany(null)));
    assertEquals(Duration.ofMinutes(10), middle.pause(tooMany(Duration.ofMinutes(10))));
    assertEquals(Duration.ofHours(24), middle.pause(tooMany(Duration.ofDays(900))));
    assertEquals(
        Duration.ofMinutes(10).plusSeconds(30), wait(middle, tooMany(Duration.ofMinutes(10)), 3));
  }

  private static Answer.TooMany tooMany(@Nullable Duration retryAfter) {
    return new Answer.TooMany("429", retryAfter);
  }

  private static Duration wait(LookSchedule schedule, Answer answer, int failures) {
    return Duration.between(NOW, schedule.next(answer, failures, NOW));
  }

  private record Settings() implements BaseImageSettings {
    @Override
    public Duration interval() {
      return Duration.ofMinutes(15);
    }

    @Override
    public Duration retry() {
      return Duration.ofMinutes(1);
    }

    @Override
    public Duration longestRetry() {
      return Duration.ofHours(6);
    }

    @Override
    public Duration pause() {
      return Duration.ofMinutes(1);
    }

    @Override
    public int looksPerMinute() {
      return 1;
    }

    @Override
    public int atOnce() {
      return 1;
    }

    @Override
    public int threads() {
      return 1;
    }

    @Override
    public Duration hintGap() {
      return Duration.ofSeconds(2);
    }

    @Override
    public int eventsPerMinute() {
      return 1;
    }
  }
}
