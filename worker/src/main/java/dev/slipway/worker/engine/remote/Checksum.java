package dev.slipway.worker.engine.remote;

import dev.slipway.worker.engine.BuildFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/** {@code --checksum} of a URL: {@code sha256:…}, {@code sha384:…} or {@code sha512:…}. */
record Checksum(String algorithm, String hex) {

  private static final Map<String, Integer> DIGITS =
      Map.of("sha256", 64, "sha384", 96, "sha512", 128);

  /**
   * @throws BuildFailedException when it is none of them
   */
  static Checksum parse(String text) throws BuildFailedException {
    int colon = text.indexOf(':');
    String algorithm = colon < 0 ? "" : text.substring(0, colon);
    String hex = text.substring(colon + 1).toLowerCase(Locale.ROOT);
    boolean valid =
        hex.length() == DIGITS.getOrDefault(algorithm, -1)
            && hex.chars().allMatch(c -> Character.digit(c, 16) >= 0);
    if (!valid) {
      throw new BuildFailedException(
          "--checksum="
              + text
              + " is no checksum of a file; write it like sha256: and 64 hexadecimal digits");
    }
    return new Checksum(algorithm, hex);
  }

  /**
   * @throws BuildFailedException when a file has another one; the message says which
   */
  void check(String url, Path file) throws BuildFailedException, IOException {
    String found = of(file);
    if (!found.equals(hex)) {
      throw new BuildFailedException(
          url + " is not what --checksum says: it has " + algorithm + ":" + found);
    }
  }

  private String of(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm.replaceFirst("^sha", "SHA-"));
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has " + algorithm, e);
    }
  }
}
