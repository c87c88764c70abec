package dev.slipway.gateway.provider;

import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** The raw bytes of a request, in the blocks in which they were collected. */
public final class Body {

  private final List<ByteBuffer> blocks;
  private final int size;

  /**
   * @param blocks ready to be read; at most 2 GiB together
   */
  public Body(List<ByteBuffer> blocks) {
    this.blocks = blocks.stream().map(ByteBuffer::asReadOnlyBuffer).toList();
    this.size = Math.toIntExact(blocks.stream().mapToLong(ByteBuffer::remaining).sum());
  }

  /** A body in one piece, which is copied. */
  public static Body of(byte[] bytes) {
    return new Body(List.of(ByteBuffer.wrap(bytes.clone())));
  }

  /** Length in bytes. */
  public int size() {
    return size;
  }

  /** Hands over all blocks in their order. */
  public void forEachBlock(Consumer<ByteBuffer> reader) {
    blocks.forEach(block -> reader.accept(block.duplicate()));
  }

  /** Reads from the start. */
  public InputStream stream() {
    List<InputStream> streams = blocks.stream().map(Body::stream).toList();
    return new SequenceInputStream(Collections.enumeration(streams));
  }

  private static InputStream stream(ByteBuffer block) {
    ByteBuffer unread = block.duplicate();
    return new InputStream() {
      @Override
      public int read() {
        return unread.hasRemaining() ? unread.get() & 0xff : -1;
      }

      @Override
      public int read(byte[] target, int offset, int length) {
        if (!unread.hasRemaining()) {
          return length == 0 ? 0 : -1;
        }
        int count = Math.min(length, unread.remaining());
        unread.get(target, offset, count);
        return count;
      }
    };
  }
}
