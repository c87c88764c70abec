package dev.slipway.gateway.delivery.web;

import dev.slipway.gateway.provider.Body;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Collects one body while it streams in, and never holds more than its limit and what the budget
 * gives. Chunks are packed into blocks, so that a body in chunks of one byte holds no more than its
 * length. A body that the budget has no room for is let go of and only counted on, because one that
 * is too large is to be told so however busy the gateway is. Used by one thread at a time.
 */
final class BodyCollector {

  private static final int BLOCK_BYTES = 16 * 1024;

  private final long limit;
  private final BodyBudget budget;
  private List<ByteBuffer> blocks = new ArrayList<>();
  private long size;
  private long reserved;
  private boolean starved;

  BodyCollector(long limit, BodyBudget budget) {
    this.limit = limit;
    this.budget = budget;
  }

  /** Takes a chunk, or says why it doesn't; after that the collector is of no more use. */
  Optional<Problem> add(Buffer chunk) {
    size += chunk.length();
    if (size > limit) {
      return Optional.of(Problem.tooLarge(limit));
    }
    for (int at = 0; at < chunk.length() && !starved; ) {
      Optional<ByteBuffer> block = blockWithRoom();
      if (block.isEmpty()) {
        starved = true;
        release();
      } else {
        int count = Math.min(block.get().remaining(), chunk.length() - at);
        copy(chunk, at, count, block.get());
        at += count;
      }
    }
    return Optional.empty();
  }

  /** Says, when all chunks were taken, why there is no {@link #body} all the same. */
  Optional<Problem> end() {
    return starved ? Optional.of(Problem.busy()) : Optional.empty();
  }

  /** The whole body. Its memory stays reserved until {@link #release}. */
  Body body() {
    return new Body(blocks.stream().map(block -> block.duplicate().flip()).toList());
  }

  /** Lets go of everything; a second call does nothing. */
  void release() {
    blocks = new ArrayList<>();
    budget.release(reserved);
    reserved = 0;
  }

  private static void copy(Buffer chunk, int at, int count, ByteBuffer block) {
    chunk.getBytes(at, at + count, block.array(), block.position());
    block.position(block.position() + count);
  }

  private Optional<ByteBuffer> blockWithRoom() {
    ByteBuffer last = blocks.isEmpty() ? null : blocks.get(blocks.size() - 1);
    if (last != null && last.hasRemaining()) {
      return Optional.of(last);
    }
    if (!budget.reserve(BLOCK_BYTES, reserved)) {
      return Optional.empty();
    }
    reserved += BLOCK_BYTES;
    ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
    blocks.add(block);
    return Optional.of(block);
  }
}
