package dev.slipway.service.image.tar;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;

/** Takes nothing any more after a time. */
final class Deadline extends FilterOutputStream {

  private final Clock clock;
  private final Instant end;

  Deadline(OutputStream out, Clock clock, Instant end) {
    super(out);
    this.clock = clock;
    this.end = end;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (clock.instant().isAfter(end)) {
      throw new IOException("the image wasn't read in time");
    }
    out.write(bytes, offset, length);
  }
}
