package dev.slipway.worker.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** The slots of a worker and their threads. */
final class Slots {

  private static final Logger LOG = Logger.getLogger(Slots.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(9);

  private final AttemptRunner attempts;
  private final List<Slot> slots = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  Slots(int count, AttemptRunner attempts, Supplier<Slot> slot) {
    this.attempts = attempts;
    for (int i = 0; i < count; i++) {
      slots.add(slot.get());
    }
  }

  int count() {
    return slots.size();
  }

  void start() {
    for (Slot slot : slots) {
      Thread thread = new Thread(slot, "worker-slot-" + threads.size());
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  boolean areRunning() {
    return slots.stream().allMatch(Slot::isRunning);
  }

  /**
   * Takes no more jobs and ends running attempts without a report, so that they run again when
   * their leases are over. Waits for that, but not for long.
   */
  void stop() {
    slots.forEach(Slot::stop);
    attempts.stopAll();
    long end = System.nanoTime() + STOP_LIMIT.toNanos();
    try {
      for (Thread thread : threads) {
        thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    long left = threads.stream().filter(Thread::isAlive).count();
    if (left > 0) {
      LOG.warnf("%d slots did not stop in time; their leases will run out", left);
    }
  }
}
