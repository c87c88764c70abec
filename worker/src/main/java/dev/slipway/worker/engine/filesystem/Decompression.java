package dev.slipway.worker.engine.filesystem;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;

/** Undoes a compression that is told by the first bytes, never by a name or media type. */
public final class Decompression {

  private static final int LONGEST_MAGIC = 6;
  private static final int BUFFER = 64 * 1024;

  /** XZ readers may ask for gigabytes of dictionary; 128 MiB is enough for {@code xz -9}. */
  private static final int XZ_MEMORY_KIB = 128 * 1024;

  private Decompression() {}

  /** The bytes of a stream, decompressed if they are compressed in a known way. */
  public static InputStream of(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
    buffered.mark(LONGEST_MAGIC);
    byte[] start = buffered.readNBytes(LONGEST_MAGIC);
    buffered.reset();
    if (startsWith(start, 0x1f, 0x8b)) {
      return new GZIPInputStream(buffered, BUFFER);
    }
    if (startsWith(start, 0x28, 0xb5, 0x2f, 0xfd)) {
      return new ZstdCompressorInputStream(buffered);
    }
    if (startsWith(start, 'B', 'Z', 'h')) {
      return new BZip2CompressorInputStream(buffered, true);
    }
    if (startsWith(start, 0xfd, '7', 'z', 'X', 'Z', 0)) {
      return new XZCompressorInputStream(buffered, true, XZ_MEMORY_KIB);
    }
    return buffered;
  }

  private static boolean startsWith(byte[] bytes, int... magic) {
    if (bytes.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((bytes[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
