package dev.slipway.core.image;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A content digest of the OCI image specification (descriptor.md, "Digests"), SHA-256 only: {@code
 * sha256:} and 64 lower-case hexadecimal digits.
 *
 * @param value the whole text, with the algorithm
 */
public record Digest(String value) {

  private static final String PREFIX = "sha256:";
  private static final Pattern FORMAT = Pattern.compile("sha256:[0-9a-f]{64}");

  public Digest {
    if (!FORMAT.matcher(value).matches()) {
      throw new IllegalArgumentException("a digest is sha256: and 64 hexadecimal digits");
    }
  }

  /** The digest of some bytes. */
  public static Digest of(byte[] content) {
    return ofHash(sha256().digest(content));
  }

  /** The digest of all that is left in a stream, which is not closed. */
  public static Digest of(InputStream content) throws IOException {
    MessageDigest hash = sha256();
    byte[] buffer = new byte[64 * 1024];
    for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
      hash.update(buffer, 0, n);
    }
    return ofHash(hash.digest());
  }

  /** The digest whose 32 raw bytes are known. */
  public static Digest ofHash(byte[] hash) {
    return new Digest(PREFIX + HexFormat.of().formatHex(hash));
  }

  /** Whether a text has the form of a digest. */
  public static boolean isDigest(String text) {
    return FORMAT.matcher(text).matches();
  }

  /** The 64 digits without the algorithm. */
  public String hex() {
    return value.substring(PREFIX.length());
  }

  /** A fresh SHA-256, for those who hash while they stream. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing in this JDK", e);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
