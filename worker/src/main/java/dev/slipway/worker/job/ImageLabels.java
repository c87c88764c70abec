package dev.slipway.worker.job;

import dev.slipway.core.dockerfile.BuildPlan;
import dev.slipway.core.dockerfile.BuildPlan.Base;
import dev.slipway.core.dockerfile.BuildPlan.EarlierStage;
import dev.slipway.core.dockerfile.BuildPlan.Image;
import dev.slipway.core.git.GitUrl;
import dev.slipway.core.image.ImageReference;
import dev.slipway.core.protocol.BuildAssignment;
import dev.slipway.worker.source.SourceTree;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The labels that every image carries (OCI image-spec, annotations.md, "Pre-Defined Annotation
 * Keys"). They depend on commit and rule only, so that building a commit again gives the same
 * digest; {@code base.digest} is the engine's to add, which resolves the base.
 */
final class ImageLabels {

  private static final String PREFIX = "org.opencontainers.image.";

  private ImageLabels() {}

  static Map<String, String> of(BuildAssignment assignment, SourceTree source, BuildPlan plan) {
    GitUrl url = GitUrl.parse(assignment.source().cloneUrl());
    Map<String, String> labels = new TreeMap<>();
    labels.put(PREFIX + "created", source.commitTime().toString());
    labels.put(PREFIX + "source", url.toString());
    labels.put(PREFIX + "url", page(url));
    labels.put(PREFIX + "revision", source.commit().value());
    labels.put(PREFIX + "version", assignment.tags().get(0));
    labels.put(PREFIX + "title", assignment.repositoryName());
    if (!assignment.description().isBlank()) {
      labels.put(PREFIX + "description", assignment.description());
    }
    baseImage(plan).ifPresent(base -> labels.put(PREFIX + "base.name", base));
    return labels;
  }

  /** Where people read about the repository; the build's own page would change every digest. */
  private static String page(GitUrl url) {
    String scheme = url.scheme().equals("ssh") ? "https" : url.scheme();
    int port = url.scheme().equals("ssh") ? 443 : url.port();
    String path = url.path().replaceFirst("(\\.git)?/*$", "");
    return new GitUrl(scheme, "", url.host(), port, path).toString();
  }

  private static Optional<String> baseImage(BuildPlan plan) {
    Base base = plan.target().base();
    while (base instanceof EarlierStage earlier) {
      base =
          plan.stages().stream()
              .filter(stage -> stage.index() == earlier.index())
              .findFirst()
              .orElseThrow()
              .base();
    }
    return base instanceof Image image
        ? Optional.of(ImageReference.parse(image.reference()).toString())
        : Optional.empty();
  }
}
