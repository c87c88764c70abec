package dev.slipway.service.image.tar;

import dev.slipway.core.image.Digest;
import dev.slipway.core.image.ImageReference;
import dev.slipway.service.baseimage.ImageRegistry.Login;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Registries, as far as reading images from them goes. */
public interface ImageSource {

  /**
   * Opens a registry's repository. Blocks; not to be called within a transaction.
   *
   * @param image its registry and repository count
   * @param login shown only to that registry and to the token server it names
   * @throws ImageSourceException when the registry can't be reached
   */
  Opened open(ImageReference image, Optional<Login> login) throws ImageSourceException;

  /** A repository of a registry that is being read, by one thread. */
  interface Opened {

    /**
     * A manifest's bytes, which have this digest.
     *
     * @throws ImageSourceException when it isn't there or can't be had
     */
    byte[] manifest(Digest digest) throws ImageSourceException;

    /**
     * Writes a blob. What was written has this digest and size when the method returns, and may be
     * anything when it throws.
     *
     * @throws ImageSourceException when the registry doesn't give it, or something else
     * @throws IOException when the stream doesn't take it
     */
    void blob(Digest digest, long size, OutputStream to) throws IOException;
  }
}
