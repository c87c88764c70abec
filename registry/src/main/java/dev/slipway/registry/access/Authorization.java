package dev.slipway.registry.access;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** Reads the {@code Authorization} header: basic (RFC 7617) or bearer (RFC 6750). */
final class Authorization {

  private Authorization() {}

  /** The credentials in it; empty when it is of another scheme or malformed. */
  static Optional<Credentials> parse(String header) {
    String[] parts = header.strip().split(" +", 2);
    if (parts.length != 2) {
      return Optional.empty();
    }
    String scheme = parts[0].toLowerCase(Locale.ROOT);
    if (scheme.equals("bearer")) {
      return Optional.of(new Credentials(Optional.empty(), parts[1]));
    }
    return scheme.equals("basic") ? basic(parts[1]) : Optional.empty();
  }

  private static Optional<Credentials> basic(String base64) {
    String pair;
    try {
      pair = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    int colon = pair.indexOf(':');
    return colon < 0
        ? Optional.empty()
        : Optional.of(
            new Credentials(Optional.of(pair.substring(0, colon)), pair.substring(colon + 1)));
  }
}
