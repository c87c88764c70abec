package dev.slipway.worker.engine.buildah;

import dev.slipway.core.dockerfile.BuildPlan;
import dev.slipway.core.image.Digest;
import dev.slipway.core.image.ImageReference;
import dev.slipway.core.image.RegistryEndpoints;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.BuiltImage;
import dev.slipway.worker.engine.EngineRequest;
import dev.slipway.worker.engine.ImageEngine;
import dev.slipway.worker.engine.buildah.BuildahInstallation.MissingException;
import dev.slipway.worker.engine.buildah.BuildahInstallation.Setup;
import dev.slipway.worker.publish.BaseImages;
import dev.slipway.worker.publish.CacheConfig;
import dev.slipway.worker.publish.Platform;
import dev.slipway.worker.publish.RegistryConfig;
import dev.slipway.worker.source.Folders;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Builds with buildah, for Dockerfiles with RUN. Buildah and its RUN steps are another user than
 * the worker; they see an empty environment and their own files, and are held to limits. The image
 * is taken from buildah's store and pushed like any other.
 */
@Singleton
public final class BuildahEngine implements ImageEngine {

  private final BuildahConfig config;
  private final BuildahInstallation installation;
  private final Path folder;
  private final BuildahStores stores;
  private final BaseImages baseImages;
  private final RegistryEndpoints endpoints;
  private final String mirrors;
  private final String insecureRegistries;

  /** The engine of this worker, as its operator has set it up. */
  @Inject
  BuildahEngine(
      BuildahConfig config, CacheConfig caches, BaseImages baseImages, RegistryConfig registries) {
    this(
        config,
        caches.directory(),
        baseImages,
        registries.registryMirrors().orElse(""),
        registries.insecureRegistries().orElse(""));
  }

  /**
   * @param folder of the worker for caches
   * @param baseImages says what the names of base images stand for
   * @param mirrors {@code registry=url}, comma separated
   * @param insecureRegistries host[:port], comma separated
   */
  public BuildahEngine(
      BuildahConfig config,
      Path folder,
      BaseImages baseImages,
      String mirrors,
      String insecureRegistries) {
    this.config = config;
    this.folder = folder.toAbsolutePath().resolve("buildah");
    this.installation = new BuildahInstallation(config, this.folder);
    this.stores =
        new BuildahStores(
            new StorePruning(config.cache().asLongValue(), config.cacheTotal().asLongValue()));
    this.baseImages = baseImages;
    this.endpoints = RegistryEndpoints.parse(mirrors, insecureRegistries);
    this.mirrors = mirrors;
    this.insecureRegistries = insecureRegistries;
  }

  @Override
  public String name() {
    return "buildah";
  }

  @Override
  public Optional<String> obstacle(BuildPlan plan, Platform platform) {
    if (!platform.isSameAs(Platform.ofThisMachine())) {
      return Optional.of(
          "buildah builds for " + Platform.ofThisMachine() + " only on this worker.");
    }
    try {
      return BuildahFeatures.missing(plan, installation.setup().version());
    } catch (MissingException e) {
      return Optional.of(e.remedy());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("the worker was stopped while it looked for buildah.");
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
  public BuiltImage build(EngineRequest request)
      throws BuildFailedException, IOException, InterruptedException {
    Setup setup = setup();
    BuildUser user = setup.user();
    Path place =
        user.makeFolder(user.place().resolve("work").resolve(UUID.randomUUID().toString()));
    boolean built = false;
    try {
      BuildahCommand buildah =
          new BuildahCommand(
              config.command(), setup, place, RegistriesConf.text(mirrors, insecure(request)));
      BuiltImage image = build(request, setup, buildah, place);
      built = true;
      return image;
    } finally {
      if (!built) {
        Folders.delete(place);
      }
    }
  }

  private BuiltImage build(EngineRequest request, Setup setup, BuildahCommand buildah, Path place)
      throws BuildFailedException, IOException, InterruptedException {
    BuildahStores.Store store =
        stores.open(request.repositoryId(), setup.user(), setup.storageDriver(), buildah);
    boolean tidy = false;
    try {
      BuildahBuild build =
          new BuildahBuild(
              config.runtime(), setup, buildah, store, baseImages, packed(request), request, place);
      BuiltImage image = build.run();
      tidy = true;
      return image;
    } catch (BuildFailedException e) {
      tidy = true;
      throw e;
    } finally {
      if (!tidy) {
        store.leftBehind();
      }
      store.close(buildah);
    }
  }

  private PackedLayers packed(EngineRequest request) {
    byte[] id = request.repositoryId().getBytes(StandardCharsets.UTF_8);
    return new PackedLayers(
        folder.resolve("layers").resolve(Digest.of(id).hex().substring(0, 32)),
        config.cache().asLongValue());
  }

  private Setup setup() throws IOException, InterruptedException {
    try {
      return installation.setup();
    } catch (MissingException e) {
      throw new IOException("The buildah engine can't be used: " + e.getMessage(), e);
    }
  }

  /** Registries that may speak plain HTTP: those the operator named, and those on loopback. */
  private String insecure(EngineRequest request) {
    return Stream.concat(
            Stream.of(insecureRegistries),
            request.plan().stages().stream()
                .flatMap(BaseImagePull::images)
                .map(image -> ImageReference.parse(image.reference()).registry())
                .filter(registry -> endpoints.forPush(registry, false).insecure()))
        .distinct()
        .collect(Collectors.joining(","));
  }
}
