package dev.slipway.worker.engine.buildah;

import dev.slipway.core.dockerfile.BuildPlan.Base;
import dev.slipway.core.dockerfile.BuildPlan.EarlierStage;
import dev.slipway.core.dockerfile.BuildPlan.Image;
import dev.slipway.core.dockerfile.BuildPlan.Stage;
import dev.slipway.core.image.Digest;
import dev.slipway.core.image.ImageReference;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.EngineRequest;
import dev.slipway.worker.publish.BaseImage;
import dev.slipway.worker.publish.BaseImages;
import dev.slipway.worker.publish.Platform;
import dev.slipway.worker.publish.RegistryLogin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Brings a plan's base images into the store. Each name is resolved to a digest by the worker,
 * which checks addresses and explains refusals; what is in the store under the name has to be that
 * image, else it is pulled by its digest: what is reported is what is built on, whatever becomes of
 * the name meanwhile.
 */
final class BaseImagePull {

  private final BuildahCommand buildah;
  private final BuildahStores.Store store;
  private final BaseImages images;
  private final BuildUser user;
  private final Path folder;
  private final EngineRequest request;
  private final Map<ImageReference, BaseImage> found = new LinkedHashMap<>();
  private final Map<ImageReference, Stage> stages = new HashMap<>();

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

  /**
   * Resolves all images that the plan starts or copies from. Those that need a login are pulled at
   * once; others may be left to the build, which saves a call.
   *
   * @return whether the build has to pull
   */
  boolean prepare()
      throws BuildFailedException, IOException, InterruptedException, LimitReachedException {
    StoreIndex index = store.index();
    for (Stage stage : request.plan().stages()) {
      for (Image image : images(stage).toList()) {
        ImageReference reference = parse(image, stage);
        if (!stages.containsKey(reference)) {
          BaseImage base = resolve(reference, stage);
          stages.put(reference, stage);
          found.put(reference, base);
          request.bases().used(reference, base.digest());
          request.log().line("Base image " + reference + " " + base.digest());
          if (!isThere(index, reference) && request.logins().find(reference).isPresent()) {
            pull(reference, base.digest(), stage);
          }
        }
      }
    }
    return !areThere();
  }

  /** Whether the store has, under each name, the image that the name stood for when resolved. */
  boolean areThere() throws IOException {
    StoreIndex index = store.index();
    return found.keySet().stream().allMatch(reference -> isThere(index, reference));
  }

  /** Pulls by their digests what the names no longer stand for. */
  void pullMissing()
      throws BuildFailedException, IOException, InterruptedException, LimitReachedException {
    StoreIndex index = store.index();
    for (Map.Entry<ImageReference, BaseImage> entry : found.entrySet()) {
      Stage stage = stages.get(entry.getKey());
      if (stage != null && !isThere(index, entry.getKey())) {
        pull(entry.getKey(), entry.getValue().digest(), stage);
      }
    }
  }

  /** An image's id is the hash of its configuration, which is another one for each platform. */
  private boolean isThere(StoreIndex index, ImageReference reference) {
    BaseImage base = found.get(reference);
    return base != null
        && index.images().stream()
            .filter(image -> image.names().contains(reference.toString()))
            .anyMatch(image -> image.id().equals(Digest.of(base.config()).hex()));
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

  private BaseImage resolve(ImageReference reference, Stage stage)
      throws BuildFailedException, IOException, InterruptedException {
    String problem = "The base image " + reference + " (" + stage.range() + ") can't be pulled: ";
    try {
      RegistryLogin login = request.logins().find(reference).orElse(null);
      return images.resolve(reference, platform(stage), login);
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
      throws BuildFailedException, IOException, InterruptedException, LimitReachedException {
    String pinned = reference.atDigest(digest).toString();
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
      throws IOException, InterruptedException, LimitReachedException {
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
      throws IOException, InterruptedException, LimitReachedException {
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

  /** All images of the build, for what they bring to the result. */
  Collection<BaseImage> all() {
    return found.values();
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
        ? Optional.ofNullable(found.get(ImageReference.parse(image.reference())))
            .map(BaseImage::digest)
        : Optional.empty();
  }
}
