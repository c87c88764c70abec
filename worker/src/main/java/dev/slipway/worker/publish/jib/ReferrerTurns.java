package dev.slipway.worker.publish.jib;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** Has builds of this worker that write one list of referrers do it one after the other. */
final class ReferrerTurns {

  private static final int STRIPES = 16;

  private final List<ReentrantLock> stripes =
      Stream.generate(ReentrantLock::new).limit(STRIPES).toList();

  /** Reads and writes a list. */
  @FunctionalInterface
  interface Turn {
    void run() throws IOException, InterruptedException;
  }

  /**
   * Waits for others and runs.
   *
   * @param list names the list
   */
  void take(String list, Turn turn) throws IOException, InterruptedException {
    ReentrantLock stripe = stripes.get(Math.floorMod(list.hashCode(), STRIPES));
    stripe.lockInterruptibly();
    try {
      turn.run();
    } finally {
      stripe.unlock();
    }
  }
}
