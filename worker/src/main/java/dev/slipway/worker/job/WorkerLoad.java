package dev.slipway.worker.job;

import java.time.Duration;

/** How many of a worker's slots are idle. */
final class WorkerLoad {

  private final int slots;
  private int running;

  WorkerLoad(int slots) {
    this.slots = slots;
  }

  int slots() {
    return slots;
  }

  /** Takes a slot until that is closed. */
  Busy busy() {
    change(1);
    return () -> change(-1);
  }

  private synchronized void change(int by) {
    running += by;
    notifyAll();
  }

  /** How many builds could be started now. */
  synchronized int free() {
    return Math.max(0, slots - running);
  }

  /** Waits until the number of free slots is another one, but not for longer than this. */
  synchronized void awaitOther(int free, Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    for (long left = longest.toMillis();
        left > 0 && free() == free;
        left = (end - System.nanoTime()) / 1_000_000) {
      wait(left);
    }
  }

  /** Ends without an exception of its own. */
  @FunctionalInterface
  interface Busy extends AutoCloseable {
    @Override
    void close();
  }
}
