package dev.slipway.service.status;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private final Backoff backoff = new Backoff(Duration.ofSeconds(5), Duration.ofSeconds(60));
  private final RandomGenerator random = new Random(7);

  @Test
  void eachWaitIsTwiceAsLongUpToTheLongest() {
    for (int failures = 1; failures <= 100; failures++) {
      long full = Math.min(60_000, 5_000L << Math.min(failures - 1, 20));
      long wait = backoff.after(failures, random).toMillis();

      assertTrue(wait >= full / 2 && wait <= full, failures + " failures: " + wait + " ms");
    }
  }

  @Test
  void whatFailedTogetherIsNotTriedTogether() {
    List<Duration> waits =
        IntStream.range(0, 20).mapToObj(i -> backoff.after(5, random)).distinct().toList();

    assertTrue(waits.size() > 10, waits::toString);
  }

  @Test
  void noWaitAtAllIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)));
  }
}
