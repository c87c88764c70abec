package dev.slipway.worker.engine;

import dev.slipway.core.image.Digest;
import dev.slipway.core.image.ImageReference;

/** Is told of every image that a build takes something from, as soon as it is known which. */
@FunctionalInterface
public interface BaseImageListener {

  /**
   * @param reference as the Dockerfile has it after expansion, complete
   * @param digest of the manifest or index that it stood for
   */
  void used(ImageReference reference, Digest digest);
}
