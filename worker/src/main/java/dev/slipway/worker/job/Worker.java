package dev.slipway.worker.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.net.AddressPolicy;
import dev.slipway.worker.cache.RunningBuilds;
import dev.slipway.worker.engine.EngineSelection;
import dev.slipway.worker.publish.CacheConfig;
import dev.slipway.worker.publish.ImagePublisher;
import dev.slipway.worker.publish.RegistryConfig;
import dev.slipway.worker.publish.RememberedBaseImages;
import dev.slipway.worker.source.GitSources;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jboss.logging.Logger;

/** Puts the parts of a worker together, starts its slots with the application and stops them. */
@Singleton
final class Worker {

  private static final Logger LOG = Logger.getLogger(Worker.class);
  private static final Duration HEARTBEAT = Duration.ofSeconds(3);

  private static final Duration PRESENCE = Duration.ofSeconds(5);

  /** Below Kafka's default record lock of 30 s, with time left to give the record back. */
  private static final Duration CLAIM_PATIENCE = Duration.ofSeconds(20);

  private static final List<Duration> FETCH_RETRIES =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(3));

  private final Workspaces workspaces;
  private final WarmUp warmUp;
  private final KafkaEventPublisher events;
  private final ScheduledExecutorService scheduler;
  private final Slots slots;
  private final Thread presence;

  @Inject
  Worker(
      WorkerConfig config,
      BuildServiceConfig serviceConfig,
      ApplicationConfig application,
      CacheConfig caches,
      RegistryConfig registries,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      ObjectMapper json,
      MeterRegistry meters,
      ImagePublisher publisher,
      RememberedBaseImages baseImages,
      EngineSelection engines,
      AttestImage attestations,
      RunningBuilds builds)
      throws IOException {
    Path folder = caches.directory().toAbsolutePath();
    String version = application.version().orElse("unknown");
    String cacheId = CacheId.of(folder, UUID::randomUUID);
    BuildService service =
        new HttpBuildService(
            serviceConfig.buildServiceUrl(),
            serviceConfig.workerToken().orElse(""),
            UUID.randomUUID().toString(),
            cacheId,
            json);
    AddressPolicy addresses = AddressPolicy.parse(registries.allowPrivateHosts().orElse(""));
    WorkerMetrics metrics = new WorkerMetrics(meters);
    this.workspaces = new Workspaces(folder.resolve("workspaces"));
    this.warmUp = new WarmUp(folder, publisher);
    this.events = new KafkaEventPublisher(kafka, json);
    this.scheduler =
        Executors.newScheduledThreadPool(config.slots() + 1, task -> daemon(task, "worker-lease"));
    Attempt attempt =
        new Attempt(
            new GitSources(
                folder.resolve("sources"),
                addresses,
                FETCH_RETRIES,
                config.submoduleHosts().orElse(""),
                config.source().limits(),
                config.lfs().limits()),
            SyntaxPolicy.of(config),
            baseImages,
            new BuildImages(engines),
            new ReuseImage(service),
            publisher,
            new PublishImage(service, attestations),
            builds,
            metrics,
            version);
    WorkerLoad load = new WorkerLoad(config.slots());
    AttemptRunner attempts =
        new AttemptRunner(
            attempt,
            service,
            events,
            workspaces,
            metrics,
            scheduler,
            HEARTBEAT,
            Clock.systemUTC(),
            load);
    this.presence =
        daemon(
            new WorkerPresence(service, load, cacheId, version, engines::available, PRESENCE),
            "worker-presence");
    this.slots =
        new Slots(
            config.slots(),
            attempts,
            () ->
                new Slot(
                    () -> new ShareGroupQueue(kafka), service, attempts, json, CLAIM_PATIENCE));
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  void start(@Observes StartupEvent event) throws IOException {
    if (slots.count() == 0) {
      LOG.info("This worker takes no jobs: slipway.worker.slots is 0");
      return;
    }
    workspaces.clean();
    daemon(warmUp, "worker-warm-up").start();
    presence.start();
    slots.start();
    LOG.infof("The worker takes jobs, %d at a time", slots.count());
  }

  void stop(@Observes ShutdownEvent event) {
    presence.interrupt();
    slots.stop();
    scheduler.shutdownNow();
    events.close();
  }

  /** Whether every slot takes or runs jobs. */
  boolean isReady() {
    return slots.areRunning();
  }
}
