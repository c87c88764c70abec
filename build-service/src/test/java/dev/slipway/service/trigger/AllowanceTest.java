package dev.slipway.service.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AllowanceTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  @Test
  void aFullOnePermitsItsBurstAndNoMore() {
    Allowance allowance = Allowance.full(2, NOW);

    assertTrue(allowance.permits());
    assertTrue(allowance.used().permits());
    assertFalse(allowance.used().used().permits());
  }

  @Test
  void callsComeBackWithTime() {
    Allowance empty = new Allowance(0, NOW);

    assertFalse(empty.at(NOW.plusSeconds(5), 10, 3).permits());
    assertTrue(empty.at(NOW.plusSeconds(6), 10, 3).permits());
    assertEquals(3, empty.at(NOW.plusSeconds(3_600), 10, 3).calls());
  }

  @Test
  void aClockThatGoesBackTakesNothing() {
    assertEquals(1, new Allowance(1, NOW).at(NOW.minusSeconds(60), 10, 3).calls());
  }

  @Test
  void itSaysWhenToComeAgain() {
    assertEquals(6, new Allowance(0, NOW).secondsUntilPermitted(10));
    assertEquals(3, new Allowance(0.5, NOW).secondsUntilPermitted(10));
    assertEquals(1, new Allowance(0.999, NOW).secondsUntilPermitted(10));
  }
}
