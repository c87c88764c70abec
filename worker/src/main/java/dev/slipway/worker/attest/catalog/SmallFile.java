package dev.slipway.worker.attest.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads files into memory that are small unless somebody means ill. */
final class SmallFile {

  private SmallFile() {}

  /**
   * @param most bytes
   * @throws UnreadableException when there are more
   */
  static byte[] bytes(InputStream content, int most) throws UnreadableException, IOException {
    byte[] bytes = content.readNBytes(most + 1);
    if (bytes.length > most) {
      throw new UnreadableException("it has more than " + most + " bytes");
    }
    return bytes;
  }

  /** The same as UTF-8, with replacements for what is none. */
  static String text(InputStream content, int most) throws UnreadableException, IOException {
    return new String(bytes(content, most), StandardCharsets.UTF_8);
  }
}
