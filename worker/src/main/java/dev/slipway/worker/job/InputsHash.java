package dev.slipway.worker.job;

import dev.slipway.core.image.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Hashes a list of texts, each with its length, so that no two lists hash alike. */
final class InputsHash {

  private final MessageDigest hash = Digest.sha256();

  void add(String... texts) {
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      hash.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
      hash.update(bytes);
    }
  }

  /** Ends it. */
  Digest digest() {
    return Digest.ofHash(hash.digest());
  }
}
