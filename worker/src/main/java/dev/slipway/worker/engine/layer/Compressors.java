package dev.slipway.worker.engine.layer;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that compress blocks.
 *
 * @param threads idle ones end
 * @param ahead how many blocks of one layer may be under way: enough to keep the threads busy while
 *     the next block is read
 */
record Compressors(ExecutorService threads, int ahead) {

  private static final int IDLE_SECONDS = 10;

  private static final Compressors SHARED = of(Runtime.getRuntime().availableProcessors());

  /** Those of all builds of this worker, one a processor. */
  static Compressors shared() {
    return SHARED;
  }

  /** A pool of its own. */
  static Compressors of(int count) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            count,
            count,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Compressors::daemon);
    pool.allowCoreThreadTimeOut(true);
    return new Compressors(pool, 2 * count + 1);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "layer-compressor");
    thread.setDaemon(true);
    return thread;
  }
}
