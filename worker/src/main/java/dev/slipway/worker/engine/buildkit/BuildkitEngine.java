package dev.slipway.worker.engine.buildkit;

import dev.slipway.core.dockerfile.BuildPlan;
import dev.slipway.core.image.RegistryEndpoints;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.BuiltImage;
import dev.slipway.worker.engine.EngineRequest;
import dev.slipway.worker.engine.ImageEngine;
import dev.slipway.worker.publish.BaseImage;
import dev.slipway.worker.publish.BaseImages;
import dev.slipway.worker.publish.CacheConfig;
import dev.slipway.worker.publish.Platform;
import dev.slipway.worker.publish.RegistryConfig;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Builds with BuildKit in a Docker engine, for Dockerfiles with RUN. The engine gets the context
 * without what is ignored, and base images by digest; the worker gets the image from it layer by
 * layer, as far as it does not have them, and pushes it like any other.
 */
@Singleton
public final class BuildkitEngine implements ImageEngine {

  private static final int LAST_WORK_SECONDS = 5;
  private static final String NO_SETTINGS = "no-settings";
  private static final String BASE_DIGEST = "org.opencontainers.image.base.digest";

  private final BuildkitConfig config;
  private final DockerInstallation installation;
  private final BaseImages baseImages;
  private final RegistryEndpoints endpoints;
  private final ExportEndpoint exports = new ExportEndpoint(new SecureRandom());
  private final ExecutorService background =
      Executors.newSingleThreadExecutor(BuildkitEngine::thread);
  private final Path folder;
  private boolean tidied;

  /** The engine of this worker, as its operator has set it up. */
  @Inject
  BuildkitEngine(
      BuildkitConfig config, CacheConfig caches, BaseImages baseImages, RegistryConfig registries) {
    this(
        config,
        caches.directory(),
        baseImages,
        RegistryEndpoints.parse(
            registries.registryMirrors().orElse(""), registries.insecureRegistries().orElse("")),
        Clock.systemUTC());
  }

  /**
   * @param folder of the worker for caches
   * @param baseImages says what the names of base images stand for
   * @param endpoints where registries are, by the operator's settings
   */
  public BuildkitEngine(
      BuildkitConfig config,
      Path folder,
      BaseImages baseImages,
      RegistryEndpoints endpoints,
      Clock clock) {
    this.config = config;
    this.folder = folder.toAbsolutePath().resolve("buildkit");
    this.installation = new DockerInstallation(config, this.folder.resolve(NO_SETTINGS), clock);
    this.baseImages = baseImages;
    this.endpoints = endpoints;
  }

  @Override
  public String name() {
    return "buildkit";
  }

  @Override
  public Optional<String> obstacle(BuildPlan plan, Platform platform) {
    try {
      DockerSetup setup = installation.setup();
      return runs(platform, setup)
          ? BuildkitFeatures.missing(plan, setup.version())
          : Optional.of(
              "the Docker engine here builds for "
                  + setup.platform()
                  + "; for others give it emulators and name their platforms in"
                  + " SLIPWAY_WORKER_BUILDKIT_PLATFORMS.");
    } catch (MissingException e) {
      return Optional.of(e.remedy());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("the worker was stopped while it looked for Docker.");
    }
  }

  @Override
  public String version() {
    try {
      return installation.setup().version().toString();
    } catch (MissingException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  @Override
  public boolean runs(Platform platform) {
    try {
      return runs(platform, installation.setup());
    } catch (MissingException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean runs(Platform platform, DockerSetup setup) {
    return platform.isSameAs(setup.platform())
        || config.platforms().stream()
            .flatMap(List::stream)
            .anyMatch(text -> platform.isSameAs(Platform.parse(text)));
  }

  @Override
  public BuiltImage build(EngineRequest request)
      throws BuildFailedException, IOException, InterruptedException {
    DockerSetup setup = setup();
    PinnedBases bases = PinnedBases.resolve(request, baseImages, endpoints, setup);
    try (BuildFiles files = BuildFiles.write(request, bases)) {
      tidy(setup);
      DockerImages images = new DockerImages(setup.cli(), files, exports, folder, background);
      try (DockerImages.Built built = images.reserve(request.repositoryId())) {
        build(request, setup, files, built.tag(), labels(request, bases));
        return built.export(bases.ofTarget(), request.secrets().values());
      }
    }
  }

  /** Before this worker's first image. */
  private synchronized void tidy(DockerSetup setup) throws IOException, InterruptedException {
    if (!tidied) {
      Leftovers.remove(
          setup.cli(), folder.resolve(NO_SETTINGS), DockerImages.namespace(folder), exports.host());
      tidied = true;
    }
  }

  private DockerSetup setup() throws IOException, InterruptedException {
    try {
      return installation.setup();
    } catch (MissingException e) {
      throw new IOException("The buildkit engine can't be used: " + e.getMessage(), e);
    }
  }

  private static Map<String, String> labels(EngineRequest request, PinnedBases bases)
      throws BuildFailedException {
    Map<String, String> labels = new TreeMap<>(request.labels());
    BaseImage base = bases.ofTarget();
    if (base != null) {
      labels.put(BASE_DIGEST, base.digest().value());
    }
    return labels;
  }

  private void build(
      EngineRequest request,
      DockerSetup setup,
      BuildFiles files,
      String tag,
      Map<String, String> labels)
      throws BuildFailedException, IOException, InterruptedException {
    BuildArguments arguments = new BuildArguments(request, setup, files);
    BuildProgress progress = new BuildProgress(request.log());
    int exitCode =
        setup
            .cli()
            .run(arguments.all(tag, labels), files.settings(), arguments.environment(), progress);
    if (exitCode != 0) {
      try {
        throw new FailedBuild(request, progress).explain();
      } catch (IOException e) {
        installation.forget(); // it may have been stopped, or replaced by another
        throw e;
      }
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "buildkit-images");
    thread.setDaemon(true);
    return thread;
  }

  @PreDestroy
  void close() throws IOException, InterruptedException {
    exports.close();
    background.shutdown();
    if (!background.awaitTermination(LAST_WORK_SECONDS, TimeUnit.SECONDS)) {
      background.shutdownNow();
    }
  }
}
