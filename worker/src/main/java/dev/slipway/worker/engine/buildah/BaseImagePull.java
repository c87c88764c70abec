package dev.slipway.worker.engine.buildah;

import dev.slipway.core.dockerfile.BuildPlan.Base;
import dev.slipway.core.dockerfile.BuildPlan.EarlierStage;
import dev.slipway.core.dockerfile.BuildPlan.Image;
import dev.slipway.core.dockerfile.BuildPlan.Stage;
import dev.slipway.core.image.Digest;
import dev.slipway.core.image.ImageReference;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.EngineRequest;
import dev.slipway.worker.publish.BaseImages;
import dev.slipway.worker.publish.Platform;
import dev.slipway.worker.publish.RegistryLogin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Brings a plan's base images into the store before the build. Each name is resolved to a digest by
 * the worker, which checks addresses and explains refusals, and then pulled by that digest: what is
 * reported is what is built on, whatever becomes of the name meanwhile.
 */
final class BaseImagePull {

  private final BuildahCommand buildah;
  private final BuildahStores.Store store;
  private final BaseImages images;
  private final BuildUser user;
  private final Path folder;
  private final EngineRequest request;
  private final Map<ImageReference, Digest> digests = new HashMap<>();

  /**
   * @param user of buildah, for logins
   * @param folder of the attempt, the user's
   */
  BaseImagePull(
      BuildahCommand buildah,
      BuildahStores.Store store,
      BaseImages images,
      BuildUser user,
      Path folder,
      EngineRequest request) {
    this.buildah = buildah;
    this.store = store;
    this.images = images;
    this.user = user;
    this.folder = folder;
    this.request = request;
  }

  /** Pulls all images that the plan starts or copies from. */
  void pullAll() throws BuildFailedException, IOException, InterruptedException {
    for (Stage stage : request.plan().stages()) {
      for (Image image : images(stage).toList()) {
        ImageReference reference = parse(image, stage);
        if (!digests.containsKey(reference)) {
          Digest digest = resolve(reference, stage);
          digests.put(reference, digest);
          request.bases().used(reference, digest);
          pull(reference, digest, stage);
        }
      }
    }
  }

  /** What a stage starts from and copies from. */
  static Stream<Image> images(Stage stage) {
    return Stream.concat(Stream.of(stage.base()), stage.copiedFrom().values().stream())
        .filter(Image.class::isInstance)
        .map(Image.class::cast);
  }

  private static ImageReference parse(Image image, Stage stage) throws BuildFailedException {
    try {
      return ImageReference.parse(image.reference());
    } catch (IllegalArgumentException e) {
      throw new BuildFailedException(
          stage.range() + ": \"" + image.reference() + "\" is no image: " + e.getMessage(), e);
    }
  }

  private Digest resolve(ImageReference reference, Stage stage)
      throws BuildFailedException, IOException, InterruptedException {
    String problem = "The base image " + reference + " (" + stage.range() + ") can't be pulled: ";
    try {
      RegistryLogin login = request.logins().find(reference).orElse(null);
      return images.resolve(reference, platform(stage), login).digest();
    } catch (BuildFailedException e) {
      throw new BuildFailedException(problem + e.getMessage(), e);
    } catch (IOException e) {
      throw new IOException(problem + e.getMessage(), e);
    }
  }

  private Platform platform(Stage stage) throws BuildFailedException {
    try {
      return stage.platform() == null ? request.platform() : Platform.parse(stage.platform());
    } catch (IllegalArgumentException e) {
      throw new BuildFailedException(stage.range() + ": " + e.getMessage(), e);
    }
  }

  private void pull(ImageReference reference, Digest digest, Stage stage)
      throws BuildFailedException, IOException, InterruptedException {
    String pinned = reference.atDigest(digest).toString();
    request.log().line("Base image " + reference + " " + digest);
    LastLines output = new LastLines();
    boolean pulled = pull(reference, pinned, platform(stage), output);
    Optional<String> id = output.imageId();
    if (!pulled || id.isEmpty()) {
      throw new IOException(
          "The base image "
              + reference
              + " ("
              + stage.range()
              + ") can't be pulled: "
              + output.error());
    }
    if (reference.tag() != null && reference.digest() == null) {
      buildah.quietly(store, "tag", id.get(), reference.toString());
    }
  }

  /** With the login that there is, and anonymously where the registry refuses that. */
  private boolean pull(ImageReference reference, String pinned, Platform platform, LastLines output)
      throws IOException, InterruptedException {
    Optional<RegistryLogin> login = request.logins().find(reference);
    if (login.isPresent()) {
      try (AuthFile auth = AuthFile.write(user, folder, reference.registry(), login.get())) {
        if (pull(pinned, platform, List.of("--authfile=" + auth.path()), output)) {
          return true;
        }
      }
    }
    return pull(pinned, platform, List.of(), output);
  }

  private boolean pull(String pinned, Platform platform, List<String> options, LastLines output)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "pull",
                "--quiet",
                "--policy=missing",
                "--retry=1",
                "--platform=" + platform,
                "--signature-policy=" + buildah.policy()));
    arguments.addAll(options);
    arguments.add(pinned);
    return buildah.run(store, arguments, output) == 0;
  }

  /** The digest of the image that the target starts from, if it starts from one. */
  Optional<Digest> baseDigest() {
    Base base = request.plan().target().base();
    while (base instanceof EarlierStage earlier) {
      base =
          request.plan().stages().stream()
              .filter(stage -> stage.index() == earlier.index())
              .findFirst()
              .orElseThrow()
              .base();
    }
    return base instanceof Image image
        ? Optional.ofNullable(digests.get(ImageReference.parse(image.reference())))
        : Optional.empty();
  }
}
