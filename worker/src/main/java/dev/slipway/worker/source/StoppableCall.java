package dev.slipway.worker.source;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs a call that blocks in sockets, which ignore interrupts, in a thread of its own: when the
 * waiting thread is interrupted, the call's connections are closed and the call ends by that.
 */
public final class StoppableCall {

  private StoppableCall() {}

  /** A call that may fail as a fetch does. */
  @FunctionalInterface
  public interface Call<T> {
    T run() throws IOException;
  }

  /**
   * @param stop makes a running call fail soon; called from the waiting thread
   */
  public static <T> T run(String threadName, Call<T> call, Runnable stop)
      throws IOException, InterruptedException {
    FutureTask<T> task = new FutureTask<>(call::run);
    Thread thread = new Thread(task, threadName);
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get();
    } catch (InterruptedException e) {
      stop.run();
      // Nothing of the call may go on behind the caller's back: it holds the cache's lock.
      thread.join();
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IOException(e.getCause());
    }
  }
}
