package dev.slipway.service.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final List<Duration> PAUSES =
      List.of(Duration.ofSeconds(5), Duration.ofMinutes(5));

  @Test
  void eachAttemptHasItsPauseAndAfterTheLastItIsGivenUp() {
    RetrySchedule schedule = new RetrySchedule(PAUSES, () -> 0.5);

    assertEquals(Optional.of(NOW.plusSeconds(5)), schedule.next(1, NOW, Optional.empty()));
    assertEquals(Optional.of(NOW.plusSeconds(300)), schedule.next(2, NOW, Optional.empty()));
    assertEquals(Optional.empty(), schedule.next(3, NOW, Optional.empty()));
  }

  @Test
  void thePauseIsSpreadByAFifthAtMost() {
    assertEquals(
        Optional.of(NOW.plusSeconds(4)),
        new RetrySchedule(PAUSES, () -> 0).next(1, NOW, Optional.empty()));
    assertEquals(
        Optional.of(NOW.plusSeconds(6)),
        new RetrySchedule(PAUSES, () -> 1).next(1, NOW, Optional.empty()));
  }

  @Test
  void aReceiverThatWantsToBeLeftAloneIsForADayAtMost() {
    RetrySchedule schedule = new RetrySchedule(PAUSES, () -> 0.5);

    assertEquals(
        Optional.of(NOW.plusSeconds(60)),
        schedule.next(1, NOW, Optional.of(Duration.ofSeconds(60))));
    assertEquals(
        Optional.of(NOW.plus(Duration.ofDays(1))),
        schedule.next(1, NOW, Optional.of(Duration.ofDays(1_000))));
    assertEquals(
        Optional.of(NOW.plusSeconds(300)), schedule.next(2, NOW, Optional.of(Duration.ZERO)));
  }
}
