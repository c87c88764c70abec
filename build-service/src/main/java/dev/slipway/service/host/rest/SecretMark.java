package dev.slipway.service.host.rest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Tells one webhook secret from another without showing either. Hosts never give a secret back, but
 * they do give back a webhook's name: with this mark in it, a webhook that was made with another
 * secret is seen and mended.
 *
 * <p>A mark is 32 bits of a hash of 256 random bits: it helps nobody to find the secret.
 */
public final class SecretMark {

  private static final int BYTES = 4;
  private static final String PURPOSE = "slipway webhook secret mark\n";

  private SecretMark() {}

  /** Eight hexadecimal digits. */
  public static String of(String secret) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((PURPOSE + secret).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
