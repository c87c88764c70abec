package dev.slipway.service.repository;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Random ids and secrets. */
final class RandomHex {

  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomHex() {}

  static String bits(int count) {
    byte[] bytes = new byte[count / Byte.SIZE];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
