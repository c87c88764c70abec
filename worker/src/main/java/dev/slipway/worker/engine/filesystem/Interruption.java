package dev.slipway.worker.engine.filesystem;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;

/** Copying that stops soon after its thread is interrupted. */
public final class Interruption {

  private static final int BUFFER = 64 * 1024;

  private Interruption() {}

  /**
   * Copies all that is left.
   *
   * @return how many bytes
   * @throws InterruptedIOException when interrupted; the thread's flag stays set
   */
  public static long copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long total = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      check();
      out.write(buffer, 0, n);
      total += n;
    }
    return total;
  }

  /**
   * Gives an interrupted thread the chance to stop.
   *
   * @throws InterruptedIOException when the thread is interrupted; its flag stays set
   */
  public static void check() throws InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("stopped");
    }
  }
}
