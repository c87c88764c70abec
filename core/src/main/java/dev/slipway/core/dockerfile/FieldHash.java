package dev.slipway.core.dockerfile;

import dev.slipway.core.image.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hashes lists of fields. Each goes in with its length, so that no two lists hash alike. */
final class FieldHash {

  private static final String ABSENT = "-";

  private final MessageDigest hash = Digest.sha256();

  /** Adds fields; null is another field than the empty text. */
  FieldHash add(@Nullable String... fields) {
    for (String field : fields) {
      if (field == null) {
        update(ABSENT);
      } else {
        byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
        update(bytes.length + ":");
        hash.update(bytes);
      }
    }
    return this;
  }

  /** Adds a list with its size. */
  FieldHash addAll(List<String> fields) {
    update("[" + fields.size() + "]");
    fields.forEach(this::add);
    return this;
  }

  Digest digest() {
    return Digest.ofHash(hash.digest());
  }

  private void update(String text) {
    hash.update(text.getBytes(StandardCharsets.UTF_8));
  }
}
