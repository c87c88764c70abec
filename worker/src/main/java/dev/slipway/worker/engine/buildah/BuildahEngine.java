package dev.slipway.worker.engine.buildah;

import dev.slipway.core.diagnostic.SourceExcerpt;
import dev.slipway.core.dockerfile.BuildPlan;
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
import dev.slipway.worker.source.SourceTree;
import dev.slipway.worker.source.SourceTree.Entry;
import dev.slipway.worker.source.SourceTree.Kind;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Builds with buildah, for Dockerfiles with RUN. Buildah and its RUN steps are another user than
 * the worker; they see an empty environment and their own files. The image is written to a folder
 * of the attempt and pushed from there like any other.
 */
@Singleton
public final class BuildahEngine implements ImageEngine {

  private static final String BASE_DIGEST = "org.opencontainers.image.base.digest";

  private final BuildahConfig config;
  private final BuildahInstallation installation;
  private final BuildahStores stores = new BuildahStores();
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
    this.installation = new BuildahInstallation(config, folder.toAbsolutePath().resolve("buildah"));
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
  public BuiltImage build(EngineRequest request)
      throws BuildFailedException, IOException, InterruptedException {
    Setup setup = setup();
    BuildUser user = setup.user();
    Path place =
        user.makeFolder(user.place().resolve("work").resolve(UUID.randomUUID().toString()));
    try {
      BuildahCommand buildah =
          new BuildahCommand(
              config.command(), setup, place, RegistriesConf.text(mirrors, insecure(request)));
      return build(request, user, buildah, place);
    } catch (BuildFailedException | IOException | InterruptedException | RuntimeException e) {
      Folders.delete(place);
      throw e;
    }
  }

  private BuiltImage build(
      EngineRequest request, BuildUser user, BuildahCommand buildah, Path place)
      throws BuildFailedException, IOException, InterruptedException {
    try (BuildahStores.Store store = stores.open(request.repositoryId(), user, buildah)) {
      try {
        return build(request, user, buildah, store, place);
      } catch (InterruptedException e) {
        store.leftBehind();
        throw e;
      }
    }
  }

  private Setup setup() throws IOException, InterruptedException {
    try {
      return installation.setup();
    } catch (MissingException e) {
      throw new IOException("The buildah engine can't be used: " + e.getMessage(), e);
    }
  }

  private BuiltImage build(
      EngineRequest request,
      BuildUser user,
      BuildahCommand buildah,
      BuildahStores.Store store,
      Path workspace)
      throws BuildFailedException, IOException, InterruptedException {
    BaseImagePull bases = new BaseImagePull(buildah, store, baseImages, user, workspace, request);
    bases.pullAll();
    Map<String, String> labels = new TreeMap<>(request.labels());
    bases.baseDigest().ifPresent(digest -> labels.put(BASE_DIGEST, digest.value()));
    writeFiles(request, workspace);
    FailedStep progress = new FailedStep(request.dockerfile());
    int exitCode;
    try (SecretFiles secrets = SecretFiles.write(request, user, workspace)) {
      BuildArguments arguments = new BuildArguments(config, request, workspace);
      exitCode =
          buildah.run(
              store,
              arguments.all(buildah.policy(), labels, secrets.arguments()),
              arguments.environment(),
              line -> {
                progress.accept(line);
                request.log().line(line);
              });
    }
    if (exitCode != 0) {
      throw failure(progress, request);
    }
    return export(buildah, store, workspace);
  }

  private static void writeFiles(EngineRequest request, Path workspace)
      throws IOException, InterruptedException {
    SourceTree source = request.source();
    Entry context =
        source
            .find(request.contextPath())
            .orElseThrow(() -> new IOException("the build context has vanished"));
    ContextFolder.write(source, context, workspace.resolve("context"), request.log());
    String inContext = request.contextPath().isEmpty() ? "" : request.contextPath() + "/";
    Optional<Entry> ignore = regularFile(source, request.dockerfilePath() + ".dockerignore");
    if (ignore.isEmpty()) {
      ignore = regularFile(source, inContext + ".dockerignore");
    }
    copy(source, ignore, workspace.resolve("dockerignore"));
    copy(source, regularFile(source, request.dockerfilePath()), workspace.resolve("Dockerfile"));
  }

  private static Optional<Entry> regularFile(SourceTree source, String path) throws IOException {
    return source
        .find(path)
        .filter(entry -> entry.kind() == Kind.FILE || entry.kind() == Kind.EXECUTABLE);
  }

  private static void copy(SourceTree source, Optional<Entry> entry, Path target)
      throws IOException {
    if (entry.isEmpty()) {
      Files.writeString(target, "");
      return;
    }
    try (InputStream content = source.open(entry.get())) {
      Files.copy(content, target);
    }
  }

  private static BuildFailedException failure(FailedStep progress, EngineRequest request)
      throws IOException {
    if (!progress.isInstructionsFault()) {
      throw new IOException("buildah failed: " + progress.error());
    }
    progress
        .range()
        .ifPresent(
            range -> request.log().line(SourceExcerpt.render(request.dockerfile().lines(), range)));
    return new BuildFailedException(progress.explain());
  }

  private static BuiltImage export(
      BuildahCommand buildah, BuildahStores.Store store, Path workspace)
      throws IOException, InterruptedException {
    String id = Files.readString(workspace.resolve("image-id")).strip();
    Path target = workspace.resolve("image");
    buildah.quietly(
        store,
        "push",
        "--quiet",
        "--format=v2s2",
        "--signature-policy=" + buildah.policy(),
        id.substring(id.indexOf(':') + 1),
        "dir:" + target);
    return DirectoryImage.read(workspace, target);
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
