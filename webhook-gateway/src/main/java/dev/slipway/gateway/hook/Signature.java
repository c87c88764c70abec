package dev.slipway.gateway.hook;

import dev.slipway.gateway.provider.Body;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * The HMAC-SHA256 of a body, as all three hosts send it: {@code sha256=} and 64 hexadecimal digits.
 */
public final class Signature {

  static final String ALGORITHM = "HmacSHA256";

  private static final String PREFIX = "sha256=";
  private static final Pattern FORMAT = Pattern.compile("sha256=[0-9a-fA-F]{64}");

  private final byte[] mac;

  private Signature(byte[] mac) {
    this.mac = mac;
  }

  /**
   * Reads the values of the host's signature header.
   *
   * @return empty when there isn't exactly one of the right form
   */
  public static Optional<Signature> parse(List<String> headerValues) {
    if (headerValues.size() != 1 || !FORMAT.matcher(headerValues.get(0)).matches()) {
      return Optional.empty();
    }
    String digits = headerValues.get(0).substring(PREFIX.length());
    return Optional.of(new Signature(HexFormat.of().parseHex(digits)));
  }

  /** Whether it was made of these very bytes with this key; takes the same time either way. */
  boolean isOf(Body body, SecretKey key) {
    try {
      Mac hmac = Mac.getInstance(ALGORITHM);
      hmac.init(key);
      body.forEachBlock(hmac::update);
      return MessageDigest.isEqual(hmac.doFinal(), mac);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is missing in this JDK", e);
    }
  }
}
