package dev.slipway.core.dockerfile.fuzz;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs the fuzzer for as long as wanted: {@code DockerfileFuzz <seconds> [first seed]}. Every seed
 * stands for one case. A seed that fails is printed and its file written beside; a seed that takes
 * longer than {@value #SLOW_SECONDS} s is printed with the stack it is in, and ends the run.
 */
public final class DockerfileFuzz {

  private static final int SLOW_SECONDS = 30;
  private static final long REPORT_EVERY = 100_000;
  private static final int MAX_FAILURES = 20;

  private final PrintStream out;
  private final AtomicLong seed;
  private final AtomicLong started = new AtomicLong(System.nanoTime());

  private DockerfileFuzz(PrintStream out, long firstSeed) {
    this.out = out;
    this.seed = new AtomicLong(firstSeed);
  }

  /** Fuzzes, and exits with 1 when a seed failed. */
  public static void main(String[] args) throws IOException {
    long seconds = args.length > 0 ? Long.parseLong(args[0]) : 60;
    long first = args.length > 1 ? Long.parseLong(args[1]) : 1;
    int failures = new DockerfileFuzz(System.out, first).run(seconds, first);
    System.exit(failures == 0 ? 0 : 1);
  }

  private int run(long seconds, long first) throws IOException {
    watch(Thread.currentThread());
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    int failures = 0;
    while (System.nanoTime() < end && failures < MAX_FAILURES) {
      started.set(System.nanoTime());
      failures += fails(seed.get()) ? 1 : 0;
      if (seed.incrementAndGet() % REPORT_EVERY == 0) {
        out.println("seed " + seed.get() + ", failures " + failures);
      }
    }
    out.printf("seeds %d to %d in %d s, failures %d%n", first, seed.get() - 1, seconds, failures);
    return failures;
  }

  private boolean fails(long number) throws IOException {
    FuzzCase fuzzCase = new FuzzCase(number);
    try {
      fuzzCase.run();
      return false;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      out.println("seed " + number + ": " + e);
      for (int i = 0; i < Math.min(6, e.getStackTrace().length); i++) {
        out.println("  " + e.getStackTrace()[i]);
      }
      Path file = Path.of("fuzz-" + number + ".Dockerfile");
      Files.write(file, fuzzCase.content());
      return true;
    }
  }

  /** A hang can't be stopped from outside, so it is shown and ends the process. */
  private void watch(Thread worker) {
    Thread watcher =
        new Thread(
            () -> {
              while (worker.isAlive()) {
                java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
                if (System.nanoTime() - started.get()
                    > Duration.ofSeconds(SLOW_SECONDS).toNanos()) {
                  out.println("seed " + seed.get() + " hangs:");
                  for (StackTraceElement element : worker.getStackTrace()) {
                    out.println("  " + element);
                  }
                  Runtime.getRuntime().halt(2);
                }
              }
            });
    watcher.setDaemon(true);
    watcher.start();
  }
}
