package dev.slipway.service.repository.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.service.host.GitHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HookPausesTest {

  private static final HookSettings HOURLY =
      new HookSettings() {
        @Override
        public Duration checkInterval() {
          return Duration.ofHours(1);
        }

        @Override
        public Duration firstRetry() {
          return Duration.ofMinutes(1);
        }

        @Override
        public Duration lease() {
          return Duration.ofMinutes(5);
        }

        @Override
        public int removalAttempts() {
          return 10;
        }
      };

  @ParameterizedTest
  @CsvSource({"0, PT1M", "1, PT2M", "5, PT32M", "6, PT1H", "1000, PT1H"})
  void aPauseDoublesUpToTheInterval(int failures, Duration pause) {
    assertEquals(pause, pauses(0.5).afterFailure(failures, failure(null)));
  }

  @Test
  void aPauseIsAtLeastAsLongAsTheHostWants() {
    assertEquals(
        Duration.ofMinutes(10), pauses(0.5).afterFailure(0, failure(Duration.ofMinutes(10))));
    assertEquals(
        Duration.ofMinutes(1), pauses(0.5).afterFailure(0, failure(Duration.ofSeconds(1))));
  }

  @Test
  void pausesDifferByATenthToBothSides() {
    assertEquals(Duration.ofMinutes(54), pauses(0).untilCheck());
    assertEquals(Duration.ofMinutes(66), pauses(1).untilCheck());
  }

  private static HookPauses pauses(double random) {
    return new HookPauses(HOURLY, () -> random);
  }

  private static GitHostException failure(@Nullable Duration retryAfter) {
    return new GitHostException(GitHostException.Kind.RATE_LIMITED, "wait", retryAfter, null);
  }
}
