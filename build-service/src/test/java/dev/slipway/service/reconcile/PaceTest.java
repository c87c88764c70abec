package dev.slipway.service.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  @Test
  void twoLooksFitIntoTheInterval() {
    Pace pace = latest(Duration.ofMinutes(5), Duration.ofSeconds(30));

    Instant secondLook = pace.secondLook(pace.regular(NOW));

    assertTrue(secondLook.isBefore(NOW.plus(Duration.ofMinutes(5))), secondLook.toString());
  }

  @Test
  void aLongGraceDoesNotMakeLooksEndless() {
    assertEquals(
        NOW.plusSeconds(5), latest(Duration.ofSeconds(20), Duration.ofMinutes(1)).regular(NOW));
  }

  @Test
  void looksAreSpread() {
    Pace earliest = new Pace(settings(Duration.ofMinutes(5), Duration.ofSeconds(30)), () -> 0L);

    assertEquals(NOW.plusMillis(190_400), earliest.regular(NOW));
  }

  @Test
  void pausesAfterFailuresDoubleUpToTheLongest() {
    Pace pace = latest(Duration.ofMinutes(5), Duration.ofSeconds(30));

    assertEquals(
        List.of(5L, 10L, 20L, 40L, 60L, 60L),
        IntStream.of(1, 2, 3, 4, 5, 1_000)
            .mapToObj(failures -> minutes(pace.afterFailure(NOW, failures)))
            .toList());
  }

  private static long minutes(Instant at) {
    return Math.round(Duration.between(NOW, at).toMillis() / 60_000.0);
  }

  private static Pace latest(Duration interval, Duration grace) {
    RandomGenerator ones = () -> -1L;
    return new Pace(settings(interval, grace), ones);
  }

  private static ReconcileSettings settings(Duration interval, Duration grace) {
    return new ReconcileSettings() {
      @Override
      public Duration interval() {
        return interval;
      }

      @Override
      public Duration grace() {
        return grace;
      }

      @Override
      public Duration longestPause() {
        return Duration.ofHours(1);
      }

      @Override
      public int parallel() {
        return 1;
      }

      @Override
      public Duration lease() {
        return Duration.ofMinutes(5);
      }

      @Override
      public int mostRefs() {
        return 100;
      }
    };
  }
}
