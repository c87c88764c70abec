package dev.slipway.service.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogTextTest {

  @Test
  void theFirstPieceStandsAsItIs() {
    assertEquals("hello\n", text(Optional.empty(), 1, "hello\n", 100));
  }

  @Test
  void aNewAttemptStartsWithALineThatSaysSo() {
    assertEquals("\n===== Attempt 2 =====\nhello\n", text(tail(1, 9), 2, "hello\n", 100));
  }

  @Test
  void lateLinesOfAnOlderAttemptAreMarked() {
    assertTrue(text(tail(2, 9), 1, "hello\n", 100).startsWith("\n===== Late lines of attempt 1"));
  }

  @Test
  void aLogThatReachesItsLimitSaysSoAndTakesNothingMore() {
    String text = text(tail(1, 95), 1, "0123456789", 100);

    assertTrue(text.startsWith("01234\n===== The log has reached its limit of 100 bytes"), text);
    assertEquals(Optional.empty(), LogText.following(tail(1, 95 + text.length()), 1, "more", 100));
  }

  @Test
  void aLogIsCutBetweenCharacters() {
    String text = text(tail(1, 96), 1, "aéé€€", 100);

    assertTrue(text.startsWith("aé\n====="), text);
  }

  private static Optional<Logs.Tail> tail(int attempt, long end) {
    return Optional.of(new Logs.Tail(attempt, end));
  }

  private static String text(Optional<Logs.Tail> tail, int attempt, String text, long maxBytes) {
    byte[] bytes = LogText.following(tail, attempt, text, maxBytes).orElseThrow();
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
