package dev.slipway.worker.engine.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.core.image.Digest;
import dev.slipway.worker.publish.BaseImage;
import java.util.List;

/**
 * A manifest ready to be pushed.
 *
 * @param mediaType OCI's or Docker's
 * @param bytes exactly as to be pushed
 */
public record Manifest(String mediaType, byte[] bytes) {

  private static final int SCHEMA_VERSION = 2;

  /** The type of layers that {@code LayerWriter} writes. */
  public static final String GZIPPED_LAYER = MediaTypes.OCI_LAYER_GZIP;

  /**
   * Writes a manifest.
   *
   * @param docker whether Docker's format is wanted; OCI's is written nevertheless where a layer is
   *     packed in a way that Docker's format doesn't know
   * @param config the configuration's bytes
   * @param layers all layers from the lowest up, with the media type of either format
   */
  public static Manifest write(boolean docker, byte[] config, List<BaseImage.Layer> layers) {
    boolean asDocker =
        docker && layers.stream().noneMatch(l -> l.mediaType().equals(MediaTypes.OCI_LAYER_ZSTD));
    String mediaType = asDocker ? MediaTypes.DOCKER_MANIFEST : MediaTypes.OCI_MANIFEST;
    ObjectNode manifest = JsonNodeFactory.instance.objectNode();
    manifest.put("schemaVersion", SCHEMA_VERSION);
    manifest.put("mediaType", mediaType);
    describe(
        manifest.putObject("config"),
        asDocker ? MediaTypes.DOCKER_CONFIG : MediaTypes.OCI_CONFIG,
        Digest.of(config),
        config.length);
    var list = manifest.putArray("layers");
    for (BaseImage.Layer layer : layers) {
      String type = MediaTypes.layer(layer.mediaType(), asDocker);
      describe(list.addObject(), type, layer.digest(), layer.size());
    }
    return new Manifest(mediaType, Json.bytes(manifest));
  }

  private static void describe(ObjectNode node, String type, Digest digest, long size) {
    node.put("mediaType", type);
    node.put("size", size);
    node.put("digest", digest.value());
  }
}
