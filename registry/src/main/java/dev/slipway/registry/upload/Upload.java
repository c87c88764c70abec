package dev.slipway.registry.upload;

import dev.slipway.core.image.Digest;
import dev.slipway.registry.ErrorCode;
import dev.slipway.registry.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one upload so far. The file alone is the truth; the hash kept beside it only spares
 * reading the file again, and is made anew whenever it might not fit. Not thread-safe.
 */
final class Upload {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final Path file;
  private @Nullable MessageDigest hash;

  Upload(Path file) {
    this.file = file;
  }

  Path file() {
    return file;
  }

  long size() throws IOException {
    return Files.size(file);
  }

  /**
   * Appends all of a stream.
   *
   * @param limit the most bytes the upload may have in all
   * @throws RegistryException when it would get larger; the upload is of no use then
   * @throws IOException when the client went away or the disk failed; what was written stays, and
   *     the upload can be continued after it
   */
  void append(InputStream body, long limit) throws IOException {
    MessageDigest running = hash();
    hash = null;
    long size = size();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        size += n;
        if (size > limit) {
          throw RegistryException.tooLarge("a blob may have " + limit + " bytes at most");
        }
        out.write(buffer, 0, n);
        running.update(buffer, 0, n);
      }
    }
    hash = running;
  }

  /** Appends a chunk that said where it begins and ends. */
  void append(ChunkRange range, InputStream body, long limit) throws IOException {
    long before = size();
    append(body, limit);
    if (size() - before != range.length()) {
      truncate(before);
      throw new RegistryException(
          ErrorCode.SIZE_INVALID,
          "the chunk has another length than its Content-Range says; send it again");
    }
  }

  /** The digest of all bytes. Nothing may be appended afterwards. */
  Digest digest() throws IOException {
    MessageDigest complete = hash();
    hash = null;
    return Digest.ofHash(complete.digest());
  }

  private void truncate(long size) throws IOException {
    hash = null;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }

  private MessageDigest hash() throws IOException {
    MessageDigest known = hash;
    return known != null ? known : rehash();
  }

  private MessageDigest rehash() throws IOException {
    MessageDigest fresh = Digest.sha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        fresh.update(buffer, 0, n);
      }
    }
    return fresh;
  }
}
