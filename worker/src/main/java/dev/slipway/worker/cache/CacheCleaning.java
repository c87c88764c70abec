package dev.slipway.worker.cache;

import dev.slipway.worker.publish.CacheConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Keeps the caches within their sizes: at the start, and then again and again in the background.
 */
@Singleton
final class CacheCleaning {

  private static final Logger LOG = Logger.getLogger(CacheCleaning.class);

  /** File systems round times. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  private final List<CacheFolder> caches;
  private final RunningBuilds builds;
  private final MeterRegistry meters;
  private final Duration interval;
  private final Map<String, AtomicLong> sizes = new ConcurrentHashMap<>();
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(CacheCleaning::daemon);

  @Inject
  CacheCleaning(CacheConfig places, CacheSizes sizes, RunningBuilds builds, MeterRegistry meters) {
    this(folders(places.directory().toAbsolutePath(), sizes), builds, meters, sizes.interval());
  }

  CacheCleaning(
      List<CacheFolder> caches, RunningBuilds builds, MeterRegistry meters, Duration interval) {
    this.caches = List.copyOf(caches);
    this.builds = builds;
    this.meters = meters;
    this.interval = interval;
  }

  private static List<CacheFolder> folders(Path worker, CacheSizes sizes) {
    long layers = sizes.layers().asLongValue();
    long sources = sizes.sources().asLongValue();
    return List.of(
        new CacheFolder("layers", worker.resolve("layers"), 2, layers),
        new CacheFolder("buildkit-layers", worker.resolve("buildkit/layers"), 2, layers),
        new CacheFolder("blobs", worker.resolve("blobs"), 2, sizes.blobs().asLongValue()),
        new CacheFolder("sources", worker.resolve("sources"), 1, sources),
        new CacheFolder("added-repositories", worker.resolve("add/git"), 1, sources));
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "cache-cleaning");
    thread.setDaemon(true);
    return thread;
  }

  void start(@Observes StartupEvent event) {
    var unused =
        scheduler.scheduleWithFixedDelay(
            this::clean, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    scheduler.shutdownNow();
  }

  /** Cleans all caches; one that can't be cleaned doesn't keep the others from it. */
  void clean() {
    for (CacheFolder cache : caches) {
      try {
        report(cache, cache.clean(inUseSince()));
      } catch (IOException | RuntimeException e) {
        LOG.warnf("The cache of %s can't be cleaned: %s", cache.name(), e.toString());
      }
    }
  }

  private Instant inUseSince() {
    return builds.oldest().map(since -> since.minus(SLACK)).orElse(Instant.MAX);
  }

  private void report(CacheFolder cache, CacheFolder.Result result) {
    size(cache).set(result.bytes());
    meters.counter("slipway.cache.evicted", "cache", cache.name()).increment(result.removed());
    meters
        .counter("slipway.cache.evicted.bytes", "cache", cache.name())
        .increment(result.removedBytes());
    if (result.removed() > 0) {
      LOG.infof(
          "Removed %d entries, %d bytes, from the cache of %s; %d bytes are left",
          result.removed(), result.removedBytes(), cache.name(), result.bytes());
    }
  }

  private AtomicLong size(CacheFolder cache) {
    return sizes.computeIfAbsent(cache.name(), this::gauge);
  }

  private AtomicLong gauge(String name) {
    AtomicLong size = new AtomicLong();
    Gauge.builder("slipway.cache.bytes", size, AtomicLong::get).tag("cache", name).register(meters);
    return size;
  }
}
