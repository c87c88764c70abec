package dev.slipway.service.log;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** Reads as much of a log's end as a page shows. */
@ApplicationScoped
public class ReadLogTail {

  private static final long SHOWN_BYTES = 256 * 1024;
  private static final int PIECES = 64;

  private final Logs logs;

  ReadLogTail(Logs logs) {
    this.logs = logs;
  }

  /** The end of a build's log, from a line's beginning on. */
  @Transactional
  public LogTail read(UUID buildId) {
    long size = logs.size(buildId);
    long from = Math.max(0, size - SHOWN_BYTES);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long at = from;
    while (at < size) {
      List<LogChunk> pieces = logs.read(buildId, at, PIECES);
      for (LogChunk piece : pieces) {
        bytes.writeBytes(piece.content());
        at = piece.end();
      }
    }
    String text = bytes.toString(StandardCharsets.UTF_8);
    return new LogTail(from == 0 ? text : text.substring(text.indexOf('\n') + 1), from > 0, at);
  }
}
