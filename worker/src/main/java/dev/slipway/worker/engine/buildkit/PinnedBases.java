package dev.slipway.worker.engine.buildkit;

import dev.slipway.core.dockerfile.BuildPlan.Base;
import dev.slipway.core.dockerfile.BuildPlan.EarlierStage;
import dev.slipway.core.dockerfile.BuildPlan.Image;
import dev.slipway.core.dockerfile.BuildPlan.Stage;
import dev.slipway.core.image.ImageReference;
import dev.slipway.core.image.RegistryEndpoint;
import dev.slipway.core.image.RegistryEndpoints;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.EngineRequest;
import dev.slipway.worker.publish.BaseImage;
import dev.slipway.worker.publish.BaseImages;
import dev.slipway.worker.publish.Platform;
import dev.slipway.worker.publish.RegistryLogin;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the names of a plan's base images stand for. Each is resolved by the worker, which checks
 * addresses and explains refusals; the engine is then told the digest, so that it builds on what is
 * reported, whatever becomes of the name meanwhile.
 */
final class PinnedBases {

  private final EngineRequest request;
  private final RegistryEndpoints endpoints;
  private final DockerSetup setup;
  private final Map<Wanted, BaseImage> found = new LinkedHashMap<>();

  private record Wanted(String reference, Platform platform) {}

  private PinnedBases(EngineRequest request, RegistryEndpoints endpoints, DockerSetup setup) {
    this.request = request;
    this.endpoints = endpoints;
    this.setup = setup;
  }

  /** Resolves all images that the plan starts or copies from, and reports them. */
  static PinnedBases resolve(
      EngineRequest request, BaseImages images, RegistryEndpoints endpoints, DockerSetup setup)
      throws BuildFailedException, IOException, InterruptedException {
    PinnedBases bases = new PinnedBases(request, endpoints, setup);
    for (Stage stage : request.plan().stages()) {
      for (Image image : images(stage).toList()) {
        Wanted wanted = bases.wanted(image, stage);
        if (!bases.found.containsKey(wanted)) {
          bases.found.put(wanted, bases.resolve(wanted, images, stage));
        }
      }
    }
    return bases;
  }

  private static Stream<Image> images(Stage stage) {
    return Stream.concat(Stream.of(stage.base()), stage.copiedFrom().values().stream())
        .filter(Image.class::isInstance)
        .map(Image.class::cast);
  }

  private BaseImage resolve(Wanted wanted, BaseImages images, Stage stage)
      throws BuildFailedException, IOException, InterruptedException {
    ImageReference reference = reference(wanted, stage);
    String problem = "The base image " + reference + " (" + stage.range() + ") can't be pulled: ";
    try {
      RegistryLogin login = request.logins().find(reference).orElse(null);
      BaseImage image = images.resolve(reference, wanted.platform(), login);
      request.bases().used(reference, image.digest());
      request.log().line("Base image " + reference + " " + image.digest());
      return image;
    } catch (BuildFailedException e) {
      throw new BuildFailedException(problem + e.getMessage(), e);
    } catch (IOException e) {
      throw new IOException(problem + e.getMessage(), e);
    }
  }

  private static ImageReference reference(Wanted wanted, Stage stage) throws BuildFailedException {
    try {
      return ImageReference.parse(wanted.reference());
    } catch (IllegalArgumentException e) {
      throw new BuildFailedException(
          stage.range() + ": \"" + wanted.reference() + "\" is no image: " + e.getMessage(), e);
    }
  }

  private Wanted wanted(Image image, Stage stage) throws BuildFailedException {
    String platform = stage.platform();
    try {
      return new Wanted(
          image.reference(), platform == null ? request.platform() : Platform.parse(platform));
    } catch (IllegalArgumentException e) {
      throw new BuildFailedException(stage.range() + ": " + e.getMessage(), e);
    }
  }

  /** The name with digest under which the engine pulls an image of a stage. */
  String pinned(Image image, Stage stage) throws BuildFailedException {
    ImageReference reference = ImageReference.parse(image.reference());
    BaseImage base = found.get(wanted(image, stage));
    if (base == null) {
      throw new IllegalStateException(reference + " was not resolved");
    }
    return host(reference.registry()) + "/" + reference.repository() + "@" + base.digest();
  }

  /**
   * The mirror that the worker pulls from, where the engine can too; else the engine has its own.
   */
  private String host(String registry) {
    return endpoints.forPull(registry).stream()
        .filter(RegistryEndpoint::trusted)
        .filter(setup::accepts)
        .map(RegistryEndpoint::host)
        .findFirst()
        .orElse(registry);
  }

  /** The logins that the engine needs for these images, by registry; none for a mirror. */
  Map<String, RegistryLogin> logins() {
    Map<String, RegistryLogin> logins = new LinkedHashMap<>();
    for (Wanted wanted : found.keySet()) {
      ImageReference reference = ImageReference.parse(wanted.reference());
      Optional<RegistryLogin> login = request.logins().find(reference);
      if (host(reference.registry()).equals(reference.registry()) && login.isPresent()) {
        logins.putIfAbsent(reference.registry(), login.get());
      }
    }
    return logins;
  }

  /** The image that the target is built on, null for scratch. */
  @Nullable BaseImage ofTarget() throws BuildFailedException {
    Stage stage = request.plan().target();
    while (stage.base() instanceof EarlierStage earlier) {
      stage = stage(earlier.index());
    }
    Base base = stage.base();
    return base instanceof Image image ? found.get(wanted(image, stage)) : null;
  }

  private Stage stage(int index) {
    return request.plan().stages().stream()
        .filter(stage -> stage.index() == index)
        .findFirst()
        .orElseThrow();
  }
}
