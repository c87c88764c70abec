package dev.slipway.worker.publish;

import dev.slipway.core.image.Digest;
import dev.slipway.core.image.ImageReference;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * An image to start from, for one platform. Its layers stay in the registry until somebody opens
 * them.
 *
 * @param reference the name as it was asked for, without a digest of its own
 * @param digest of the manifest or index that the name stands for
 * @param docker whether the manifest is Docker's and not OCI's
 * @param config the configuration's bytes
 * @param layers from the lowest up
 * @param blobs opens a layer
 */
public record BaseImage(
    ImageReference reference,
    Digest digest,
    boolean docker,
    byte[] config,
    List<Layer> layers,
    Blobs blobs) {

  public BaseImage {
    layers = List.copyOf(layers);
  }

  /**
   * A layer as the manifest names it.
   *
   * @param digest of the compressed bytes
   * @param size compressed bytes
   * @param mediaType how they are packed
   */
  public record Layer(Digest digest, long size, String mediaType) {}

  /** Opens a layer's bytes as they are in the registry, verified. */
  @FunctionalInterface
  public interface Blobs {
    InputStream open(Layer layer) throws IOException;
  }

  /** Opens one of the layers. */
  public InputStream open(Layer layer) throws IOException {
    return blobs.open(layer);
  }
}
