package dev.slipway.service.baseimage.registry;

import dev.slipway.core.image.Digest;
import dev.slipway.service.image.tar.ImageSourceException;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Passes a blob on, and sees to it that it is the one that was asked for. */
final class CheckedBlob extends OutputStream {

  private final OutputStream to;
  private final Digest expected;
  private final long size;
  private final MessageDigest hash = Digest.sha256();
  private long written;

  CheckedBlob(OutputStream to, Digest expected, long size) {
    this.to = to;
    this.expected = expected;
    this.size = size;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    written += length;
    if (written > size) {
      throw wrong("is longer than the " + size + " bytes its manifest tells");
    }
    hash.update(bytes, offset, length);
    to.write(bytes, offset, length);
  }

  /**
   * @throws ImageSourceException when the bytes so far aren't the blob
   */
  void requireWhole() throws ImageSourceException {
    if (written != size) {
      throw wrong("has " + written + " bytes, not the " + size + " its manifest tells");
    }
    if (!Digest.ofHash(hash.digest()).equals(expected)) {
      throw wrong("holds something that has another digest");
    }
  }

  private ImageSourceException wrong(String what) {
    return ImageSourceException.failed("the registry's blob " + expected + " " + what);
  }
}
