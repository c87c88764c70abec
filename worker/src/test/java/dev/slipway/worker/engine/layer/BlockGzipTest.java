package dev.slipway.worker.engine.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.image.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockGzipTest {

  private static final int MEGABYTE = 1024 * 1024;

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  private static byte[] text(int length) {
    return "the quick brown fox\n"
        .repeat(length / 20 + 1)
        .substring(0, length)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(byte[] bytes, int threads) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Compressors compressors = Compressors.of(threads);
    try (BlockGzip gzip = new BlockGzip(out, compressors.threads(), compressors.ahead())) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, MEGABYTE - 1, MEGABYTE, MEGABYTE + 1, 5 * MEGABYTE})
  void whatWentInComesOut(int length) throws IOException {
    for (byte[] bytes : new byte[][] {random(length), text(length)}) {
      byte[] packed = gzip(bytes, 2);
      assertArrayEquals(
          bytes, new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes());
      // Reads the first member alone, as some readers of layers do.
      assertArrayEquals(
          bytes,
          new GzipCompressorInputStream(new ByteArrayInputStream(packed), false).readAllBytes());
    }
  }

  @Test
  void theNumberOfThreadsDoesNotShow() throws IOException {
    byte[] mixed = text(4 * MEGABYTE);
    System.arraycopy(random(MEGABYTE), 0, mixed, MEGABYTE / 2, MEGABYTE);

    assertArrayEquals(gzip(mixed, 1), gzip(mixed, 7));
  }

  @Test
  void theWayOfWritingDoesNotShow() throws IOException {
    byte[] bytes = text(2 * MEGABYTE + 17);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Compressors compressors = Compressors.of(2);
    BlockGzip gzip = new BlockGzip(out, compressors.threads(), compressors.ahead());
    for (int at = 0; at < bytes.length; at += 4093) {
      gzip.write(bytes, at, Math.min(4093, bytes.length - at));
    }
    gzip.close();

    assertArrayEquals(gzip(bytes, 2), out.toByteArray());
    assertEquals(Digest.of(bytes), gzip.plainDigest());
  }

  @Test
  void randomBytesAreStoredAndTextIsNot() throws IOException {
    assertTrue(gzip(random(3 * MEGABYTE), 2).length < 3 * MEGABYTE * 1.001);
    assertTrue(gzip(text(3 * MEGABYTE), 2).length < 3 * MEGABYTE / 50);
  }

  @Test
  void randomBytesThatRepeatAreNotTakenForIncompressible() throws IOException {
    byte[] piece = random(512);
    byte[] repeated = new byte[2 * MEGABYTE];
    for (int at = 0; at < repeated.length; at += piece.length) {
      System.arraycopy(piece, 0, repeated, at, piece.length);
    }

    assertTrue(gzip(repeated, 2).length < repeated.length / 10);
  }

  @Test
  void aFullDiskIsTold() throws IOException {
    OutputStream full =
        new OutputStream() {
          private int left = 100;

          @Override
          public void write(int b) throws IOException {
            if (left-- == 0) {
              throw new IOException("No space left on device");
            }
          }
        };
    Compressors compressors = Compressors.of(2);
    BlockGzip gzip = new BlockGzip(full, compressors.threads(), compressors.ahead());
    gzip.write(Arrays.copyOf(random(1000), 1000));

    IOException told = assertThrows(IOException.class, gzip::close);
    assertEquals("No space left on device", told.getMessage());
  }

  @Test
  void theseJvmsZlibIsTheOriginal() {
    assertTrue(ZlibCheck.isOriginal(), "images differ from those that other workers build");
  }
}
