package dev.slipway.registry.garbage;

import dev.slipway.registry.RegistryConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Collects garbage from time to time, as long as the application runs. */
@Singleton
final class GarbageSchedule {

  private static final Logger LOG = Logger.getLogger(GarbageSchedule.class);

  private final GarbageCollection collection;
  private final Duration interval;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(GarbageSchedule::daemon);

  private @Nullable ScheduledFuture<?> running;

  @Inject
  GarbageSchedule(GarbageCollection collection, RegistryConfig config) {
    this.collection = collection;
    this.interval = config.garbageInterval();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "registry-garbage");
    thread.setDaemon(true);
    return thread;
  }

  void start(@Observes StartupEvent event) {
    long seconds = Math.max(1, interval.toSeconds());
    running = executor.scheduleWithFixedDelay(this::collect, seconds, seconds, TimeUnit.SECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    if (running != null) {
      running.cancel(true);
    }
    executor.shutdownNow();
  }

  private void collect() {
    try {
      long freed = collection.run();
      if (freed > 0) {
        LOG.infof("The registry has freed %d bytes of images that nothing refers to", freed);
      }
    } catch (IOException | RuntimeException e) {
      LOG.errorf(e, "The registry's garbage could not be collected; it is tried again later");
    }
  }
}
