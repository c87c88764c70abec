package dev.slipway.core.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A short-lived right to pull from and push to one repository of the embedded registry, as the
 * build-service hands it to a worker with a claim. It is the password of a basic-auth login whose
 * user is {@link #USERNAME}. Format: {@code <repository>|<expiry, epoch seconds>|<HMAC-SHA256>}, in
 * base64url.
 *
 * @param repository the repository's path in the registry, {@code namespace/name}
 * @param expiresAt the end of its validity
 */
public record RegistryToken(String repository, Instant expiresAt) {

  /** The user name that goes with such a token. */
  public static final String USERNAME = "slipway-build";

  /**
   * Signs the token.
   *
   * @param key at least 32 bytes, shared by the build-service and the registry
   */
  public String sign(byte[] key) {
    String claims = repository + "|" + expiresAt.getEpochSecond();
    String signature = encode(mac(key, claims));
    return encode((claims + "|" + signature).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads a token.
   *
   * @return empty when it wasn't signed with this key, is malformed, or is over
   */
  public static Optional<RegistryToken> verify(byte[] key, String token, Instant now) {
    String[] parts;
    try {
      parts =
          new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split("\\|", 3);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (parts.length != 3) {
      return Optional.empty();
    }
    String expected = encode(mac(key, parts[0] + "|" + parts[1]));
    if (!MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), parts[2].getBytes(StandardCharsets.UTF_8))) {
      return Optional.empty();
    }
    Instant expiresAt = Instant.ofEpochSecond(Long.parseLong(parts[1]));
    return now.isBefore(expiresAt)
        ? Optional.of(new RegistryToken(parts[0], expiresAt))
        : Optional.empty();
  }

  private static byte[] mac(byte[] key, String claims) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(("slipway-registry|" + claims).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is missing in this JDK", e);
    }
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
