package dev.slipway.service.image.tar;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.core.image.Digest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A file or folder in a tar file.
 *
 * @param path where; a folder's ends in a slash
 * @param size bytes
 * @param content its bytes, empty for a blob and a folder
 * @param blob what a registry is asked for, null when the content is here
 */
record TarEntry(String path, long size, byte[] content, @Nullable Digest blob) {

  /** Bytes of a record; everything in a tar file takes up whole ones. */
  static final int RECORD = 512;

  static TarEntry folder(String path) {
    return bytes(path, new byte[0]);
  }

  static TarEntry bytes(String path, byte[] content) {
    return new TarEntry(path, content.length, content, null);
  }

  static TarEntry text(String path, JsonNode content) {
    return bytes(path, content.toString().getBytes(StandardCharsets.UTF_8));
  }

  static TarEntry blob(String path, Digest digest, long size) {
    return new TarEntry(path, size, new byte[0], digest);
  }

  /** Bytes with the header and what fills the last record. */
  long sizeInTar() {
    return RECORD + (size + RECORD - 1) / RECORD * RECORD;
  }
}
