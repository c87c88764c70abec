package dev.slipway.service.log;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The stored logs. Every method works in the caller's transaction, or in one of its own. */
public interface Logs {

  /** Where a build's log ends, and whose the last piece was. */
  Optional<Tail> tail(UUID buildId);

  /** Whether a piece was stored before. */
  boolean has(UUID buildId, int attempt, long sequence);

  /** Stores a piece at the end. */
  void append(UUID buildId, int attempt, long sequence, LogChunk chunk);

  /** Bytes so far. */
  long size(UUID buildId);

  /**
   * Reads a part.
   *
   * @param offset the first byte
   * @param maxChunks how many pieces at most; a piece has at most some 64 KiB
   * @return pieces in order, without a gap; empty at the end
   */
  List<LogChunk> read(UUID buildId, long offset, int maxChunks);

  /**
   * The end of a log.
   *
   * @param attempt the last piece's attempt
   * @param end bytes so far
   */
  record Tail(int attempt, long end) {}
}
