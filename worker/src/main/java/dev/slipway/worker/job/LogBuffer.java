package dev.slipway.worker.job;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Log lines that wait to be published, bounded in all ways. Guarded by its owner. */
final class LogBuffer {

  private static final int CHUNK_BYTES = 64 * 1024;
  private static final int FULL_BYTES = 1024 * 1024;
  private static final long LOG_BYTES = 64L * 1024 * 1024;

  /** A UTF-16 unit takes at most 3 bytes in UTF-8, so such a piece fits into a chunk. */
  private static final int LONGEST_LINE = 16 * 1024;

  private static final String CUT =
      "[The log ends here: it is longer than " + LOG_BYTES / (1024 * 1024) + " MiB.]";

  private final Deque<String> lines = new ArrayDeque<>();
  private long waiting;
  private long total;

  /** Adds a line; a very long one becomes several, and those beyond the log's limit are dropped. */
  void add(String line) {
    // No database text can hold a NUL.
    String rest = line.replace('\0', '\uFFFD');
    while (rest.length() > LONGEST_LINE) {
      int cut = Character.isHighSurrogate(rest.charAt(LONGEST_LINE - 1)) ? 1 : 0;
      addPiece(rest.substring(0, LONGEST_LINE - cut));
      rest = rest.substring(LONGEST_LINE - cut);
    }
    addPiece(rest);
  }

  private void addPiece(String line) {
    if (total > LOG_BYTES) {
      return;
    }
    total += bytes(line);
    String kept = total > LOG_BYTES ? CUT : line;
    lines.add(kept);
    waiting += bytes(kept);
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** Whether writers should wait. */
  boolean isFull() {
    return waiting >= FULL_BYTES;
  }

  /** Whether there is enough for a whole chunk. */
  boolean hasChunk() {
    return waiting >= CHUNK_BYTES;
  }

  /** Takes whole lines of at most 64 KiB together, at least one. */
  String takeChunk() {
    StringBuilder chunk = new StringBuilder();
    int size = 0;
    for (String line = lines.peek(); line != null; line = lines.peek()) {
      int bytes = bytes(line);
      if (size > 0 && size + bytes > CHUNK_BYTES) {
        break;
      }
      chunk.append(line).append('\n');
      size += bytes;
      lines.remove();
    }
    waiting -= size;
    return chunk.toString();
  }

  private static int bytes(String line) {
    return line.getBytes(StandardCharsets.UTF_8).length + 1;
  }
}
