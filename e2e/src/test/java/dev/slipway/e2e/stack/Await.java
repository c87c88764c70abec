package dev.slipway.e2e.stack;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assertions;

/** Waits for conditions, bounded. */
public final class Await {

  private static final Duration PAUSE = Duration.ofMillis(20);

  private Await() {}

  /** Waits until a condition holds; fails with what was waited for. */
  public static void until(String what, Duration atMost, BooleanSupplier condition) {
    until(() -> what, atMost, condition);
  }

  /** As above; the text is made when waiting fails. */
  public static void until(Supplier<String> what, Duration atMost, BooleanSupplier condition) {
    Instant end = Instant.now().plus(atMost);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        Assertions.fail("waited " + atMost.toSeconds() + " s in vain until " + what.get());
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
