package dev.slipway.worker.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class LogBufferTest {

  private final LogBuffer buffer = new LogBuffer();

  @Test
  void givesWholeLinesBackInOrder() {
    buffer.add("one");
    buffer.add("two");
    assertEquals("one\ntwo\n", buffer.takeChunk());
    assertTrue(buffer.isEmpty());
  }

  @Test
  void keepsChunksBelow64KiBWhateverTheCharacters() {
    buffer.add("€".repeat(200_000));
    while (!buffer.isEmpty()) {
      assertTrue(buffer.takeChunk().getBytes(StandardCharsets.UTF_8).length <= 64 * 1024);
    }
  }

  @Test
  void splitsNoCharacterInTwo() {
    buffer.add("a" + "😀".repeat(20_000));
    assertTrue(buffer.takeChunk().endsWith("😀\n"));
  }

  @Test
  void makesWritersWaitWhenNobodyTakes() {
    while (!buffer.isFull()) {
      buffer.add("x".repeat(10_000));
    }
    buffer.takeChunk();
    assertTrue(!buffer.isFull());
  }

  @Test
  void cutsALogThatIsTooLongAndSaysSo() {
    String last = "";
    for (int i = 0; i < 7_000; i++) {
      buffer.add("x".repeat(10_000));
      while (!buffer.isEmpty()) {
        last = buffer.takeChunk();
      }
    }
    assertTrue(last.endsWith("[The log ends here: it is longer than 64 MiB.]\n"), last);
  }

  @Test
  void replacesWhatNoDatabaseTextCanHold() {
    buffer.add("a\0b");
    assertEquals("a\uFFFDb\n", buffer.takeChunk());
  }
}
