package dev.slipway.worker.attest.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The build information in a Go executable: 16 bytes that begin with a magic and end with flags, 16
 * that don't count, then two strings, each after its length as a varint. It lies at a multiple of
 * 16.
 *
 * @param goVersion such as go1.22.3
 * @param modules lines of words with tabs between them: {@code mod}, {@code dep}, {@code =>}
 */
record GoBuildInfo(String goVersion, String modules) {

  private static final byte[] MAGIC = "\u00ff Go buildinf:".getBytes(StandardCharsets.ISO_8859_1);
  private static final int ALIGNMENT = 16;
  private static final int HEADER = 32;
  private static final int FLAGS = 15;
  private static final int STRINGS_FOLLOW = 2;
  private static final int LONGEST = 4 * 1024 * 1024;
  private static final int BLOCK = 16 * 1024;

  /** The module lines are framed by as many bytes at either end, so that tools find them. */
  private static final int FRAME = 16;

  /**
   * Looks for it in what is left of a file.
   *
   * @param offset how many bytes of the file have been read
   */
  static Optional<GoBuildInfo> find(InputStream in, int offset) throws IOException {
    in.skipNBytes(ALIGNMENT - offset);
    byte[] block = new byte[BLOCK];
    for (int length = in.readNBytes(block, 0, BLOCK);
        length > 0;
        length = in.readNBytes(block, 0, BLOCK)) {
      for (int at = 0; at + ALIGNMENT <= length; at += ALIGNMENT) {
        if (isHeader(block, at)) {
          return new Reader(block, at + HEADER, length, in).read();
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isHeader(byte[] block, int at) {
    for (int i = 0; i < MAGIC.length; i++) {
      if (block[at + i] != MAGIC[i]) {
        return false;
      }
    }
    return (block[at + FLAGS] & STRINGS_FOLLOW) != 0;
  }

  /** Reads on behind a header, first in the block where it was found. */
  private static final class Reader {

    private final byte[] block;
    private final int length;
    private final InputStream rest;
    private int position;

    Reader(byte[] block, int position, int length, InputStream rest) {
      this.block = block;
      this.position = position;
      this.length = length;
      this.rest = rest;
    }

    Optional<GoBuildInfo> read() throws IOException {
      for (; position > length; position--) {
        if (rest.read() < 0) {
          return Optional.empty();
        }
      }
      String version = string();
      String framed = string();
      if (!version.startsWith("go") && !version.startsWith("devel")) {
        return Optional.empty();
      }
      String modules =
          framed.length() > 2 * FRAME ? framed.substring(FRAME, framed.length() - FRAME) : "";
      return Optional.of(
          new GoBuildInfo(
              version,
              new String(modules.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)));
    }

    /** One character a byte, so that positions are those of the file. */
    private String string() throws IOException {
      int size = size();
      if (size <= 0) {
        return "";
      }
      byte[] bytes = new byte[size];
      for (int i = 0; i < size; i++) {
        int next = next();
        if (next < 0) {
          return "";
        }
        bytes[i] = (byte) next;
      }
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** A varint of at most 28 bits, as encoding/binary of Go writes it; 0 when it is none. */
    private int size() throws IOException {
      int size = 0;
      for (int shift = 0; shift < 28; shift += 7) {
        int next = next();
        if (next < 0) {
          return 0;
        }
        size |= (next & 0x7f) << shift;
        if (next < 0x80) {
          return size > LONGEST ? 0 : size;
        }
      }
      return 0;
    }

    private int next() throws IOException {
      return position < length ? block[position++] & 0xff : rest.read();
    }
  }
}
