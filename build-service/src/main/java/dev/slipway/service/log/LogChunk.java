package dev.slipway.service.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A piece of a build's log.
 *
 * @param position byte offset in the whole log
 * @param content UTF-8 text
 */
public record LogChunk(long position, byte[] content) {

  /** The offset of the byte that follows. */
  public long end() {
    return position + content.length;
  }

  /** What of it lies at an offset or after. */
  public LogChunk from(long offset) {
    if (offset <= position) {
      return this;
    }
    int skipped = (int) Math.min(content.length, offset - position);
    return new LogChunk(position + skipped, Arrays.copyOfRange(content, skipped, content.length));
  }

  public String text() {
    return new String(content, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LogChunk chunk
        && position == chunk.position
        && Arrays.equals(content, chunk.content);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(position) + Arrays.hashCode(content);
  }

  @Override
  public String toString() {
    return "LogChunk[" + position + "-" + end() + "]";
  }
}
