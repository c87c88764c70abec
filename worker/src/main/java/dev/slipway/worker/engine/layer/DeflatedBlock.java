package dev.slipway.worker.engine.layer;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * Compresses one block to the format of RFC 1951 so that it ends at a whole byte and another can
 * follow. What doesn't get smaller, such as images and archives, is stored as it is: a look at some
 * samples costs a hundredth of finding that out by compressing everything.
 */
final class DeflatedBlock {

  private static final int STORED_MAX = 0xffff;
  private static final int SAMPLES = 4;
  private static final int SAMPLE = 4096;

  /** Blocks below are compressed without a look at samples. */
  private static final int WORTH_SAMPLING = 64 * 1024;

  /** Samples that stay larger than this many percent count as incompressible. */
  private static final int INCOMPRESSIBLE_PERCENT = 97;

  /** Bytes in front of, and between, compressed blocks never need more; see compressBound(). */
  private static final int MARGIN = 1024;

  private DeflatedBlock() {}

  /** Compresses the first so many bytes; none give nothing. */
  static byte[] of(byte[] block, int length) {
    if (length == 0) {
      return new byte[0];
    }
    return isIncompressible(block, length)
        ? stored(block, length)
        : deflated(block, length, Deflater.DEFAULT_COMPRESSION);
  }

  private static byte[] deflated(byte[] block, int length, int level) {
    Deflater deflater = new Deflater(level, true);
    try {
      deflater.setInput(block, 0, length);
      byte[] buffer = new byte[length + length / 512 + MARGIN];
      int size = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
      if (size == buffer.length) {
        throw new IllegalStateException("zlib made more of a block than it may");
      }
      return Arrays.copyOf(buffer, size);
    } finally {
      deflater.end();
    }
  }

  private static boolean isIncompressible(byte[] block, int length) {
    if (length < WORTH_SAMPLING) {
      return false;
    }
    byte[] samples = new byte[SAMPLES * SAMPLE];
    for (int i = 0; i < SAMPLES; i++) {
      int from = (int) ((long) (length - SAMPLE) * i / (SAMPLES - 1));
      System.arraycopy(block, from, samples, i * SAMPLE, SAMPLE);
    }
    return isFlat(samples)
        && deflated(samples, samples.length, Deflater.BEST_SPEED).length
            > samples.length / 100 * INCOMPRESSIBLE_PERCENT;
  }

  /**
   * Whether all values are about as frequent: the sum of squares of their counts is within 15 % of
   * the least possible. Cheap, and text and programs never pass it.
   */
  private static boolean isFlat(byte[] samples) {
    long[] counts = new long[256];
    for (byte b : samples) {
      counts[b & 0xff]++;
    }
    long squares = 0;
    for (long n : counts) {
      squares += n * n;
    }
    long least = (long) samples.length * samples.length / counts.length;
    return squares * 100 <= least * 115;
  }

  /** RFC 1951, 3.2.4: pieces of at most 65,535 bytes, each behind its length. */
  private static byte[] stored(byte[] block, int length) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + MARGIN);
    for (int at = 0; at < length; at += STORED_MAX) {
      int size = Math.min(STORED_MAX, length - at);
      out.write(0);
      out.write(size);
      out.write(size >> 8);
      out.write(~size);
      out.write(~size >> 8);
      out.write(block, at, size);
    }
    return out.toByteArray();
  }
}
