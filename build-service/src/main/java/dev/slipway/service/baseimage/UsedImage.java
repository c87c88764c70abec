package dev.slipway.service.baseimage;

import dev.slipway.core.image.Digest;
import dev.slipway.core.image.ImageReference;

/**
 * An image that a build took something from.
 *
 * @param reference as the Dockerfile has it, with all filled in
 * @param digest of the manifest or index that it stood for
 */
public record UsedImage(ImageReference reference, Digest digest) {

  /**
   * Whether it can change: a reference that holds a digest stands for one and the same image for
   * ever.
   */
  public boolean canChange() {
    return reference.digest() == null;
  }
}
