package dev.slipway.worker.engine.buildkit;

import dev.slipway.core.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Blobs that the engine has handed over for one repository, compressed, by digest. The engine
 * remembers what it has handed over and asks whether it is still there, so files may be removed
 * from outside at any time, best the longest unused (see their modification times).
 */
final class ExportedBlobs {

  private final Path folder;

  /**
   * @param folder of this repository; made when needed
   */
  ExportedBlobs(Path folder) {
    this.folder = folder;
  }

  /** The bytes of a blob that is here; it counts as used now. */
  OptionalLong size(Digest digest) throws IOException {
    Path file = file(digest);
    try {
      long size = Files.size(file);
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      return OptionalLong.of(size);
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    }
  }

  InputStream open(Digest digest) throws IOException {
    return Files.newInputStream(file(digest));
  }

  /** Starts a new blob. */
  Upload start() throws IOException {
    return new Upload(Files.createTempFile(Files.createDirectories(folder), "blob", ".partial"));
  }

  private Path file(Digest digest) {
    return folder.resolve(digest.hex());
  }

  /** A blob that is coming in. */
  final class Upload {

    private final Path partial;
    private final MessageDigest hash = Digest.sha256();
    private long size;

    private Upload(Path partial) {
      this.partial = partial;
    }

    /**
     * Appends bytes.
     *
     * @return all bytes so far
     */
    long append(InputStream in) throws IOException {
      try (OutputStream out =
          new DigestOutputStream(Files.newOutputStream(partial, StandardOpenOption.APPEND), hash)) {
        size += in.transferTo(out);
      }
      return size;
    }

    /** Ends the blob; whether it is what it is said to be. */
    boolean finish(Digest expected) {
      return Digest.ofHash(hash.digest()).equals(expected);
    }

    long size() {
      return size;
    }

    byte[] read() throws IOException {
      return Files.readAllBytes(partial);
    }

    /** Keeps the finished blob for later builds. */
    void keep(Digest digest) throws IOException {
      Files.move(
          partial,
          file(digest),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }

    void discard() throws IOException {
      Files.deleteIfExists(partial);
    }
  }
}
