package dev.slipway.standalone;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Stops everything in the right order, however the process is asked to end: first the application,
 * which still needs its servers to finish, then the servers, the last one started first.
 */
final class StopSequence implements Runnable {

  private static final long APPLICATION_SECONDS = 30;

  private final Deque<AutoCloseable> resources = new ArrayDeque<>();
  private final CountDownLatch applicationStopped = new CountDownLatch(1);
  private volatile boolean applicationRuns;

  /** Adds something to close. */
  synchronized void closeLater(AutoCloseable resource) {
    resources.push(resource);
  }

  /** From now on the application's own end is awaited. */
  void applicationStarts() {
    applicationRuns = true;
  }

  /** The application has ended. */
  void applicationEnded() {
    applicationStopped.countDown();
  }

  @Override
  public void run() {
    boolean stopped = awaitApplication();
    if (closeAll()) {
      System.out.println(
          stopped
              ? "Slipway stopped."
              : "Slipway stopped, though parts of it didn't end in " + APPLICATION_SECONDS + " s.");
    }
  }

  private boolean awaitApplication() {
    try {
      return !applicationRuns || applicationStopped.await(APPLICATION_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether there was anything to close. */
  private synchronized boolean closeAll() {
    boolean any = !resources.isEmpty();
    while (!resources.isEmpty()) {
      try {
        resources.pop().close();
      } catch (Exception e) {
        // The log manager may have gone by now.
        System.err.println("while stopping: " + e);
      }
    }
    return any;
  }
}
