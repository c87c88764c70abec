package dev.slipway.service.baseimage;

import dev.slipway.core.image.Digest;
import dev.slipway.core.image.ImageReference;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The registries of the world, as far as watching needs them. */
public interface ImageRegistry {

  /**
   * Asks for what a tag stands for now. Blocks, for some of the outgoing calls' timeouts at most;
   * not to be called within a transaction.
   *
   * @param login for the image's own registry, shown only to it and to the token server it names
   */
  Answer look(ImageReference image, Optional<Login> login);

  /** What came of a look. */
  sealed interface Answer {

    /** The tag is there; for an image of several platforms, this is the index's digest. */
    record Present(Digest digest) implements Answer {}

    /**
     * There is no digest to be had, for a reason that is told to those who stand on the image: what
     * happened and what to do.
     */
    record Failed(String reason) implements Answer {}

    /**
     * The registry wants to be left alone.
     *
     * @param retryAfter for how long, null when it didn't say
     */
    record TooMany(String reason, @Nullable Duration retryAfter) implements Answer {}
  }

  /** A user and password or token for one registry. Never shown. */
  record Login(String username, String password) {
    @Override
    public String toString() {
      return "Login[" + username + "]";
    }
  }
}
