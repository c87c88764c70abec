package dev.slipway.worker.engine.process;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for the end of others even where the thread itself is to stop: the caller relies on it. */
final class Pause {

  private static final long STEP_MILLIS = 10;

  private Pause() {}

  /** Repeats until it is true; false when it was not within the limit. */
  static boolean until(BooleanSupplier done, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    boolean interrupted = false;
    try {
      while (!done.getAsBoolean()) {
        if (System.nanoTime() > deadline) {
          return false;
        }
        try {
          Thread.sleep(STEP_MILLIS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      return true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
