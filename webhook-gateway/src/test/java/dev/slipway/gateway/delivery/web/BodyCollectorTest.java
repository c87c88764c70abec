package dev.slipway.gateway.delivery.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BodyCollectorTest {

  private static final int BLOCK = 16 * 1024;

  private final BodyBudget budget = new BodyBudget(4 * BLOCK, 3 * BLOCK);

  @Test
  void chunksOfAnySizeMakeTheSameBody() throws Exception {
    byte[] bytes = new byte[3 * BLOCK + 5];
    new Random(2).nextBytes(bytes);
    BodyCollector collector = new BodyCollector(bytes.length, budget);
    int size = 1;
    for (int at = 0; at < bytes.length; size = size * 3 + 1) {
      int end = Math.min(bytes.length, at + size);
      assertTrue(collector.add(Buffer.buffer(bytes).getBuffer(at, end)).isEmpty());
      at = end;
    }

    assertEquals(bytes.length, collector.body().size());
    assertArrayEquals(bytes, collector.body().stream().readAllBytes());
  }

  @Test
  void oneByteTooManyIsTooMany() {
    BodyCollector collector = new BodyCollector(10, budget);
    assertTrue(collector.add(Buffer.buffer("0123456789")).isEmpty());

    assertEquals(413, collector.add(Buffer.buffer("x")).orElseThrow().status());
  }

  @Test
  void tinyChunksHoldNoMoreThanTheirLength() {
    BodyCollector collector = new BodyCollector(BLOCK, budget);
    for (int i = 0; i < BLOCK; i++) {
      assertTrue(collector.add(Buffer.buffer("x")).isEmpty());
    }

    assertEquals(BLOCK, budget.held());
  }

  @Test
  void whatTheBudgetDoesNotGiveIsRefusedForNow() {
    BodyCollector first = new BodyCollector(1_000_000, budget);
    assertTrue(first.add(Buffer.buffer(new byte[3 * BLOCK])).isEmpty());
    BodyCollector second = new BodyCollector(1_000_000, budget);

    assertTrue(second.add(Buffer.buffer(new byte[2 * BLOCK])).isEmpty());

    Problem problem = second.end().orElseThrow();
    assertEquals(503, problem.status());
    assertTrue(problem.isTemporary());
    assertEquals(3 * BLOCK, budget.held());
  }

  @Test
  void aBodyThatIsTooLargeIsToldSoEvenWithoutRoomForIt() {
    BodyCollector first = new BodyCollector(1_000_000, budget);
    assertTrue(first.add(Buffer.buffer(new byte[4 * BLOCK])).isEmpty());
    BodyCollector second = new BodyCollector(2 * BLOCK, budget);
    assertTrue(second.add(Buffer.buffer(new byte[2 * BLOCK])).isEmpty());

    assertEquals(413, second.add(Buffer.buffer("x")).orElseThrow().status());
  }

  @Test
  void aLargeBodyLeavesRoomForSmallOnes() {
    BodyBudget ample = new BodyBudget(64 * BLOCK, 48 * BLOCK);
    BodyCollector large = new BodyCollector(10_000_000, ample);
    BodyCollector small = new BodyCollector(10_000_000, ample);

    assertTrue(large.add(Buffer.buffer(new byte[40 * BLOCK])).isEmpty());
    assertTrue(large.end().isEmpty());
    assertTrue(large.add(Buffer.buffer(new byte[20 * BLOCK])).isEmpty());
    assertEquals(503, large.end().orElseThrow().status());
    assertTrue(small.add(Buffer.buffer(new byte[8 * BLOCK])).isEmpty());
    assertTrue(small.end().isEmpty());
  }

  @Test
  void aBudgetThatCouldNeverHoldTheLargestBodyIsRefused() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> new BodyBudget(4 * BLOCK, 3 * BLOCK + 1));

    assertTrue(refused.getMessage().contains("held-bodies-limit"), refused.getMessage());
  }

  @Test
  void releasedMemoryIsThereForOthers() {
    BodyCollector collector = new BodyCollector(1_000_000, budget);
    assertTrue(collector.add(Buffer.buffer(new byte[4 * BLOCK])).isEmpty());

    collector.release();
    collector.release();

    assertEquals(0, budget.held());
  }
}
