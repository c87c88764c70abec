package dev.slipway.service.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What is written for a piece of log, depending on what stands before it. */
final class LogText {

  private LogText() {}

  /**
   * The bytes to append; empty when the log is full.
   *
   * @param tail what stands before it
   * @param attempt whose piece it is
   * @param text the piece
   * @param maxBytes how long a log may be
   */
  static Optional<byte[]> following(
      Optional<Logs.Tail> tail, int attempt, String text, long maxBytes) {
    long end = tail.map(Logs.Tail::end).orElse(0L);
    if (end >= maxBytes) {
      return Optional.empty();
    }
    byte[] bytes = (separator(tail, attempt) + text).getBytes(StandardCharsets.UTF_8);
    return Optional.of(
        end + bytes.length < maxBytes ? bytes : cut(bytes, maxBytes - end, maxBytes));
  }

  /** A line between attempts, so that nobody takes two for one. */
  private static String separator(Optional<Logs.Tail> tail, int attempt) {
    int before = tail.map(Logs.Tail::attempt).orElse(1);
    if (before == attempt) {
      return "";
    }
    return attempt > before
        ? "\n===== Attempt " + attempt + " =====\n"
        : "\n===== Late lines of attempt " + attempt + " =====\n";
  }

  /** Cuts between characters and says so; the result reaches the limit, so nothing follows it. */
  private static byte[] cut(byte[] bytes, long room, long maxBytes) {
    int kept = (int) Math.min(room, bytes.length);
    while (kept > 0 && kept < bytes.length && (bytes[kept] & 0xC0) == 0x80) {
      kept--;
    }
    byte[] notice =
        ("\n===== The log has reached its limit of "
                + maxBytes
                + " bytes; what follows is left out =====\n")
            .getBytes(StandardCharsets.UTF_8);
    byte[] result = Arrays.copyOf(bytes, kept + notice.length);
    System.arraycopy(notice, 0, result, kept, notice.length);
    return result;
  }
}
