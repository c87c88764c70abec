package dev.slipway.service.image.tar;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlotsTest {

  private final Slots slots =
      new Slots(
          new TarSettings() {
            @Override
            public int downloads() {
              return 1;
            }

            @Override
            public Duration timeout() {
              return Duration.ofHours(1);
            }
          });

  @Test
  void whatIsTakenIsFreeAgainOnceHoweverOftenItIsGivenBack() {
    Slots.Slot first = slots.take().orElseThrow();
    assertTrue(slots.take().isEmpty());

    first.close();
    first.close();

    assertTrue(slots.take().isPresent());
    assertFalse(slots.take().isPresent());
  }
}
