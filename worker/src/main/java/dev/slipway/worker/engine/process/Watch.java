package dev.slipway.worker.engine.process;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks after one build a few times a second and ends it when it meets a limit. */
public final class Watch implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofMillis(200);

  private final Confinement confinement;
  private final List<Supplier<Optional<Breach>>> checks;
  private final Thread thread;
  private boolean closed;
  private @Nullable Breach breach;

  private Watch(Confinement confinement, List<Supplier<Optional<Breach>>> checks) {
    this.confinement = confinement;
    this.checks = List.copyOf(checks);
    this.thread = new Thread(this::watch, "watch-build");
  }

  /**
   * Starts looking.
   *
   * @param checks each says which limit was met
   */
  public static Watch start(Confinement confinement, List<Supplier<Optional<Breach>>> checks) {
    Watch watch = new Watch(confinement, checks);
    watch.thread.setDaemon(true);
    watch.thread.start();
    return watch;
  }

  private synchronized void watch() {
    try {
      while (!closed && breach == null) {
        wait(INTERVAL.toMillis());
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void look() {
    for (Supplier<Optional<Breach>> check : checks) {
      if (!closed && breach == null) {
        breach = check.get().orElse(null);
      }
    }
    if (!closed && breach != null) {
      confinement.kill();
    }
  }

  /** Which limit was met, if one was; looks once more. */
  public synchronized Optional<Breach> breach() {
    if (breach == null) {
      look();
    }
    return Optional.ofNullable(breach);
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
  }
}
