package dev.slipway.worker.engine.nativeimage;

import dev.slipway.core.image.Digest;
import dev.slipway.worker.engine.BuiltImage;
import dev.slipway.worker.engine.config.ImageConfig;
import dev.slipway.worker.engine.config.Manifest;
import dev.slipway.worker.engine.nativeimage.StageImage.StageLayer;
import dev.slipway.worker.publish.BaseImage;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The finished image: a manifest and configuration in memory, layers in the caches. */
final class NativeImage implements BuiltImage {

  /** OCI image-spec, annotations.md. */
  private static final String BASE_NAME = "org.opencontainers.image.base.name";

  private static final String BASE_DIGEST = "org.opencontainers.image.base.digest";

  private final Manifest manifest;
  private final List<Blob> blobs;

  private NativeImage(Manifest manifest, List<Blob> blobs) {
    this.manifest = manifest;
    this.blobs = List.copyOf(blobs);
  }

  /**
   * Puts the image together, and says by label what it is based on.
   *
   * @param labels to add where the Dockerfile doesn't set them
   * @param created the time in the configuration
   */
  static NativeImage of(StageImage stage, Map<String, String> labels, Instant created) {
    ImageConfig config = stage.config().copy();
    Map<String, String> added = new TreeMap<>(labels);
    BaseImage base = stage.image();
    if (base != null) {
      added.put(BASE_NAME, base.reference().toString());
      added.put(BASE_DIGEST, base.digest().value());
    }
    added.keySet().removeAll(stage.labels());
    added.forEach(config::setLabel);
    byte[] configBytes = config.toBytes(created);
    Manifest manifest =
        Manifest.write(
            stage.docker() || config.needsDockerFormat(),
            configBytes,
            stage.layers().stream().map(StageLayer::layer).toList());
    List<Blob> blobs = new ArrayList<>();
    blobs.add(
        new Blob(
            Digest.of(configBytes),
            configBytes.length,
            () -> new ByteArrayInputStream(configBytes),
            null));
    blobs.addAll(distinct(stage.layers()));
    return new NativeImage(manifest, blobs);
  }

  /** A manifest may name a layer twice; nobody has to send it twice. */
  private static List<Blob> distinct(List<StageLayer> layers) {
    Map<Digest, Blob> blobs = new LinkedHashMap<>();
    layers.forEach(layer -> blobs.putIfAbsent(layer.blob().digest(), layer.blob()));
    return List.copyOf(blobs.values());
  }

  @Override
  public byte[] manifest() {
    return manifest.bytes().clone();
  }

  @Override
  public String mediaType() {
    return manifest.mediaType();
  }

  @Override
  public List<Blob> blobs() {
    return blobs;
  }

  @Override
  public void close() {
    // Everything is in caches that outlive a build.
  }
}
