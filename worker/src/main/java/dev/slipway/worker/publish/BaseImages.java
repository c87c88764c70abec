package dev.slipway.worker.publish;

import dev.slipway.core.image.ImageReference;
import dev.slipway.worker.engine.BuildFailedException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where base images come from. */
public interface BaseImages {

  /**
   * Finds an image and reads its manifest and configuration; no layer.
   *
   * @param platform which one of an image for several platforms
   * @param login for a private image, null for anonymous
   * @throws BuildFailedException when there is no such image, or not for this platform
   * @throws IOException when the registry refuses or can't be reached; the message says which, what
   *     it answered and what to do
   */
  BaseImage resolve(ImageReference reference, Platform platform, @Nullable RegistryLogin login)
      throws BuildFailedException, IOException, InterruptedException;
}
