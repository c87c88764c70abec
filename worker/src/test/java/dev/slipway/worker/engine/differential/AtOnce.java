package dev.slipway.worker.engine.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does the same for all cases, some at once: builders mostly wait for their own processes. */
final class AtOnce {

  private static final int THREADS = 4;

  private AtOnce() {}

  /** What to do for one case. */
  @FunctionalInterface
  interface Task {
    void run(DifferentialCase each) throws Exception;
  }

  /** Something that goes on beside. */
  static <T> CompletableFuture<T> start(Callable<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(work.call());
              } catch (Exception e) {
                result.completeExceptionally(e);
              }
            },
            "beside");
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  static void each(List<DifferentialCase> cases, Task task) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (DifferentialCase each : cases) {
        running.add(
            threads.submit(
                () -> {
                  task.run(each);
                  return null;
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
