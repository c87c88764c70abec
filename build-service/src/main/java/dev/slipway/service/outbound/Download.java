package dev.slipway.service.outbound;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer on its way from the event loop to the thread that writes it. Only a few
 * buffers are asked for ahead, so a slow reader slows the sender down and nothing piles up.
 */
final class Download {

  private static final int AHEAD = 16;
  private static final long LONGEST_SKIPPED = 64 * 1024;

  private final HttpClientResponse response;
  private final BlockingQueue<Part> arrived = new LinkedBlockingQueue<>();

  /** To be made on the event loop, before anything of the body can come. */
  Download(HttpClientResponse response) {
    this.response = response;
    response.pause();
    response.handler(buffer -> arrived.add(new Part(buffer, null)));
    response.exceptionHandler(failure -> arrived.add(new Part(null, failure)));
    response.endHandler(end -> arrived.add(new Part(null, null)));
  }

  HttpClientResponse response() {
    return response;
  }

  /**
   * Writes the body.
   *
   * @param patience how long to wait for more of it
   * @throws IOException when it doesn't come to its end, or can't be written
   */
  void writeTo(OutputStream out, Duration patience) throws IOException {
    writeTo(out, patience, Long.MAX_VALUE);
  }

  /**
   * Reads a body that nobody wants, so that the connection is good for another call. A long one
   * isn't waited for.
   *
   * @throws IOException when it doesn't come to its end
   */
  void skip(Duration patience) throws IOException {
    writeTo(OutputStream.nullOutputStream(), patience, LONGEST_SKIPPED);
  }

  private void writeTo(OutputStream out, Duration patience, long most) throws IOException {
    boolean whole = false;
    try {
      response.fetch(AHEAD);
      long left = most;
      for (Part part = next(patience); part.buffer() != null; part = next(patience)) {
        left -= part.buffer().length();
        if (left < 0) {
          return;
        }
        out.write(part.buffer().getBytes());
        response.fetch(1);
      }
      whole = true;
    } finally {
      if (!whole) {
        response.request().reset();
        // An answer that is here to its end leaves the connection open for others; who comes next
        // must not find it paused.
        response.resume();
      }
    }
  }

  private Part next(Duration patience) throws IOException {
    try {
      Part part = arrived.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (part == null) {
        throw new IOException("sent nothing for " + patience.toSeconds() + " seconds");
      }
      if (part.failure() != null) {
        throw new IOException("broke off: " + part.failure().getMessage(), part.failure());
      }
      return part;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a body came");
    }
  }

  /** A piece of the body, or its failure, or neither at its end. */
  private record Part(@Nullable Buffer buffer, @Nullable Throwable failure) {}
}
