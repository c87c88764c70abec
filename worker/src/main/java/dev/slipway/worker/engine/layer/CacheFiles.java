package dev.slipway.worker.engine.layer;

import dev.slipway.core.image.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The folders of a cache, one for every owner of what is in it.
 *
 * @param directory its own folder; made when needed
 */
record CacheFiles(Path directory) {

  private static final int NAME_DIGITS = 32;

  /** An owner's folder; hashed, so that no id can be a path. */
  Path folder(String owner) {
    byte[] id = owner.getBytes(StandardCharsets.UTF_8);
    return directory.resolve(Digest.of(id).hex().substring(0, NAME_DIGITS));
  }

  /** Writes a file. */
  @FunctionalInterface
  interface Writing {
    void to(Path file) throws IOException;
  }

  /** Writes a file that is complete as soon as it is there; the last of several writers wins. */
  static void write(Path file, Writing writing) throws IOException {
    Path folder = Files.createDirectories(file.getParent());
    Path partial = Files.createTempFile(folder, file.getFileName().toString(), ".partial");
    try {
      writing.to(partial);
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(partial);
    }
  }
}
