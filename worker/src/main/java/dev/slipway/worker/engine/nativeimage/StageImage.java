package dev.slipway.worker.engine.nativeimage;

import dev.slipway.worker.engine.BuiltImage;
import dev.slipway.worker.engine.config.ImageConfig;
import dev.slipway.worker.publish.BaseImage;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What came of a stage, or of a base.
 *
 * @param config its configuration; to be copied by who goes on from it
 * @param docker whether its base has a manifest of Docker's format
 * @param layers from the lowest up; empty for a stage that is only copied from
 * @param labels names of the labels that the Dockerfile set
 * @param files its file system; to be copied likewise
 * @param image the image that it goes back to, null for scratch
 */
record StageImage(
    ImageConfig config,
    boolean docker,
    List<StageLayer> layers,
    Set<String> labels,
    LazyTree files,
    @Nullable BaseImage image) {

  StageImage {
    layers = List.copyOf(layers);
    labels = Set.copyOf(labels);
  }

  /** A layer as the manifest lists it, and how to read it. */
  record StageLayer(BaseImage.Layer layer, BuiltImage.Blob blob) {}
}
