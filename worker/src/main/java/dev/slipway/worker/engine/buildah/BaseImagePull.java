package dev.slipway.worker.engine.buildah;

import dev.slipway.core.dockerfile.BuildPlan;
import dev.slipway.core.dockerfile.BuildPlan.Base;
import dev.slipway.core.dockerfile.BuildPlan.EarlierStage;
import dev.slipway.core.dockerfile.BuildPlan.Image;
import dev.slipway.core.dockerfile.BuildPlan.Stage;
import dev.slipway.core.image.Digest;
import dev.slipway.core.image.ImageReference;
import dev.slipway.core.net.AddressPolicy;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.BuildLog;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Brings a plan's base images into the store before the build, so that their faults are told. */
final class BaseImagePull {

  private static final int HTTPS = 443;

  private final BuildahCommand buildah;
  private final BuildahStores.Store store;
  private final AddressPolicy addresses;
  private final Set<String> mirrored;
  private final BuildLog log;

  /**
   * @param mirrored registries that the operator serves from a mirror
   */
  BaseImagePull(
      BuildahCommand buildah,
      BuildahStores.Store store,
      AddressPolicy addresses,
      Set<String> mirrored,
      BuildLog log) {
    this.buildah = buildah;
    this.store = store;
    this.addresses = addresses;
    this.mirrored = mirrored;
    this.log = log;
  }

  /** Pulls all images that the plan starts or copies from. */
  void pullAll(BuildPlan plan) throws BuildFailedException, IOException, InterruptedException {
    Set<ImageReference> pulled = new HashSet<>();
    for (Stage stage : plan.stages()) {
      List<Image> images =
          Stream.concat(Stream.of(stage.base()), stage.copiedFrom().values().stream())
              .filter(Image.class::isInstance)
              .map(Image.class::cast)
              .toList();
      for (Image image : images) {
        ImageReference reference = parse(image, stage);
        if (pulled.add(reference)) {
          pull(reference, stage);
        }
      }
    }
  }

  private static ImageReference parse(Image image, Stage stage) throws BuildFailedException {
    try {
      return ImageReference.parse(image.reference());
    } catch (IllegalArgumentException e) {
      throw new BuildFailedException(
          stage.range() + ": \"" + image.reference() + "\" is no image: " + e.getMessage(), e);
    }
  }

  private void pull(ImageReference reference, Stage stage)
      throws BuildFailedException, IOException, InterruptedException {
    checkAddress(reference);
    log.line("Base image " + reference);
    LastLines output = new LastLines();
    List<String> arguments =
        List.of(
            "pull",
            "--quiet",
            "--policy=always",
            "--retry=1",
            "--signature-policy=" + buildah.policy(),
            reference.toString());
    if (buildah.run(store, arguments, output) == 0) {
      return;
    }
    String message =
        "The base image "
            + reference
            + " ("
            + stage.range()
            + ") can't be pulled: "
            + output.error();
    if (isUnknown(output.text())) {
      throw new BuildFailedException(message);
    }
    throw new IOException(message);
  }

  private static boolean isUnknown(String output) {
    String text = output.toLowerCase(Locale.ROOT);
    return text.contains("manifest unknown")
        || text.contains("name unknown")
        || text.contains("not found")
        || text.contains("access to the resource is denied");
  }

  /** Best effort: buildah resolves the name again, and only the operator's firewall sees that. */
  private void checkAddress(ImageReference reference) throws IOException {
    if (mirrored.contains(reference.registry())
        || reference.registry().equals(ImageReference.DOCKER_HUB)) {
      return;
    }
    String registry = reference.registry();
    int colon = registry.lastIndexOf(':');
    boolean withPort = colon > registry.lastIndexOf(']');
    try {
      var unused =
          addresses.resolve(
              withPort ? registry.substring(0, colon) : registry,
              withPort ? Integer.parseInt(registry.substring(colon + 1)) : HTTPS);
    } catch (UnknownHostException e) {
      throw new IOException("The registry \"" + registry + "\" is unknown; check the FROM.", e);
    }
  }

  /** The digest of the image that the target starts from, if it starts from one. */
  Optional<String> baseDigest(BuildPlan plan) throws IOException, InterruptedException {
    Base base = plan.target().base();
    while (base instanceof EarlierStage earlier) {
      base =
          plan.stages().stream()
              .filter(stage -> stage.index() == earlier.index())
              .findFirst()
              .orElseThrow()
              .base();
    }
    if (!(base instanceof Image image)) {
      return Optional.empty();
    }
    LastLines output = new LastLines();
    List<String> arguments =
        List.of(
            "inspect",
            "--type=image",
            "--format={{.FromImageDigest}}",
            ImageReference.parse(image.reference()).toString());
    boolean inspected = buildah.run(store, arguments, output) == 0;
    return Optional.of(output.text().strip())
        .filter(digest -> inspected && Digest.isDigest(digest));
  }
}
