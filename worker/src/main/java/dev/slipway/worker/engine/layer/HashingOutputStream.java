package dev.slipway.worker.engine.layer;

import dev.slipway.core.image.Digest;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Counts and hashes what passes through. */
final class HashingOutputStream extends FilterOutputStream {

  private final MessageDigest hash = Digest.sha256();
  private long count;

  HashingOutputStream(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
    hash.update((byte) b);
    count++;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    hash.update(bytes, offset, length);
    count += length;
  }

  long count() {
    return count;
  }

  /** The digest; to be asked once, at the end. */
  Digest digest() {
    return Digest.ofHash(hash.digest());
  }
}
