package dev.slipway.registry.web;

import dev.slipway.core.image.Digest;
import dev.slipway.registry.ErrorCode;
import dev.slipway.registry.RegistryException;
import org.jspecify.annotations.Nullable;

/** Reads digests out of requests. */
final class Digests {

  private Digests() {}

  /**
   * @throws RegistryException when it is missing or not of the only supported algorithm
   */
  static Digest parse(@Nullable String text) {
    if (text == null || !Digest.isDigest(text)) {
      throw new RegistryException(
          ErrorCode.DIGEST_INVALID, "a digest is sha256: and 64 lower-case hexadecimal digits");
    }
    return new Digest(text);
  }
}
