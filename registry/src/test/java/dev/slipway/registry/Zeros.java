package dev.slipway.registry;

import java.io.InputStream;

/** As many zero bytes as wanted, without holding them. */
final class Zeros extends InputStream {

  private long left;

  Zeros(long count) {
    this.left = count;
  }

  @Override
  public int read() {
    return left-- > 0 ? 0 : -1;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    if (left <= 0) {
      return -1;
    }
    int count = (int) Math.min(left, length);
    left -= count;
    return count;
  }
}
