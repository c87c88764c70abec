package dev.slipway.worker.engine.layer;

import dev.slipway.core.image.Digest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.zip.CRC32;

/**
 * Compresses to gzip (RFC 1952) on several threads, in blocks that know nothing of one another. The
 * result is one ordinary member, for some readers of layers stop after the first. Cutting depends
 * on the bytes alone, so the result is the same with any number of threads. At most {@code ahead}
 * blocks and what came of them are in memory.
 */
public final class BlockGzip extends OutputStream {

  private static final int BLOCK = 1024 * 1024;

  /** No name, no time, unknown operating system. */
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  /** RFC 1951: an empty last block with fixed codes. */
  private static final byte[] LAST_BLOCK = {3, 0};

  private static final int TRAILER = 8;

  private final OutputStream out;
  private final ExecutorService workers;
  private final int ahead;
  private final Deque<Future<byte[]>> pending = new ArrayDeque<>();
  private final MessageDigest hash = Digest.sha256();
  private final CRC32 checksum = new CRC32();
  private byte[] block = new byte[BLOCK];
  private int filled;
  private long count;
  private boolean closed;

  /**
   * @param out closed with this stream
   * @param workers compress blocks
   * @param ahead how many blocks may be under way
   */
  BlockGzip(OutputStream out, ExecutorService workers, int ahead) throws IOException {
    this.out = out;
    this.workers = workers;
    this.ahead = ahead;
    out.write(HEADER);
  }

  /**
   * One that shares its threads with all builds of this worker.
   *
   * @param out closed with this stream
   */
  public static BlockGzip to(OutputStream out) throws IOException {
    Compressors compressors = Compressors.shared();
    return new BlockGzip(out, compressors.threads(), compressors.ahead());
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int at = offset;
    int left = length;
    while (left > 0) {
      if (filled == BLOCK) {
        startCompressing();
      }
      int part = Math.min(left, BLOCK - filled);
      System.arraycopy(bytes, at, block, filled, part);
      filled += part;
      at += part;
      left -= part;
    }
  }

  private void startCompressing() throws IOException {
    note();
    byte[] full = block;
    pending.add(workers.submit(() -> DeflatedBlock.of(full, BLOCK)));
    block = new byte[BLOCK];
    filled = 0;
    while (pending.size() >= ahead || (!pending.isEmpty() && pending.element().isDone())) {
      writeFirst();
    }
  }

  private void note() {
    hash.update(block, 0, filled);
    checksum.update(block, 0, filled);
    count += filled;
  }

  private void writeFirst() throws IOException {
    try {
      out.write(pending.remove().get());
    } catch (ExecutionException e) {
      throw new IOException("a layer can't be compressed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("stopped").initCause(e);
    }
  }

  /** Ends the archive. What is under way after a failure is given up. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (out) {
      while (!pending.isEmpty()) {
        writeFirst();
      }
      note();
      out.write(DeflatedBlock.of(block, filled));
      out.write(LAST_BLOCK);
      out.write(
          ByteBuffer.allocate(TRAILER)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putInt((int) checksum.getValue())
              .putInt((int) count)
              .array());
    } finally {
      pending.forEach(block -> block.cancel(false));
    }
  }

  /** The digest of what was written before compression; to be asked once, after closing. */
  public Digest plainDigest() {
    return Digest.ofHash(hash.digest());
  }
}
