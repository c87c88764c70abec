package dev.slipway.worker.engine.filesystem;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that fails where it gives more than it may. */
public final class BoundedInputStream extends FilterInputStream {

  private final long limit;
  private long read;

  /** There is more than there may be. */
  public static final class TooMuchException extends IOException {

    private static final long serialVersionUID = 1L;

    TooMuchException(long limit) {
      super("more than " + limit + " bytes");
    }
  }

  /**
   * @param limit how many bytes there may be
   */
  public BoundedInputStream(InputStream in, long limit) {
    super(in);
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    count(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int n = super.read(bytes, offset, length);
    count(n);
    return n;
  }

  @Override
  public long skip(long n) throws IOException {
    long skipped = super.skip(n);
    count(skipped);
    return skipped;
  }

  private void count(long n) throws TooMuchException {
    read += Math.max(0, n);
    if (read > limit) {
      throw new TooMuchException(limit);
    }
  }

  /** No going back: what was read counts once. */
  @Override
  public boolean markSupported() {
    return false;
  }
}
