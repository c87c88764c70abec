package dev.slipway.worker.publish;

import dev.slipway.core.image.Digest;
import dev.slipway.worker.cache.CacheEntry;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/**
 * Blobs of base images on disk, one folder for every registry and repository: who could not read
 * the repository's manifest never gets to a blob of it. Files come by atomic renames after their
 * digest was verified. They may be removed at any time, best the longest unused; see {@link
 * CacheEntry}.
 */
public final class BlobCache {

  private static final int BUFFER = 64 * 1024;

  private final Path directory;

  /**
   * @param directory its own folder; made when needed
   */
  public BlobCache(Path directory) {
    this.directory = directory;
  }

  /** Brings a blob's bytes. */
  @FunctionalInterface
  public interface Fetch {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Opens a blob, fetched first where it is missing.
   *
   * @param repository registry and repository
   * @throws IOException when it can't be fetched, or is not what its digest says
   */
  public InputStream open(String repository, Digest digest, Fetch fetch) throws IOException {
    Path folder =
        directory.resolve(
            Digest.of(repository.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 32));
    Path file = folder.resolve(digest.hex());
    if (!CacheEntry.use(file)) {
      fetch(repository, digest, fetch, file);
    }
    return Files.newInputStream(file);
  }

  private static void fetch(String repository, Digest digest, Fetch fetch, Path file)
      throws IOException {
    Path folder = Files.createDirectories(file.getParent());
    Path partial = Files.createTempFile(folder, digest.hex().substring(0, 12), ".partial");
    try {
      MessageDigest hash = Digest.sha256();
      try (OutputStream out =
          new DigestOutputStream(
              new BufferedOutputStream(Files.newOutputStream(partial), BUFFER), hash)) {
        fetch.writeTo(out);
      }
      if (!Digest.ofHash(hash.digest()).equals(digest)) {
        throw new IOException(
            "a blob of " + repository + " is not what its digest " + digest + " says");
      }
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(partial);
    }
  }
}
