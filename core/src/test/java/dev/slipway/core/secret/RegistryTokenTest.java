package dev.slipway.core.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RegistryTokenTest {

  private static final byte[] KEY =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final RegistryToken TOKEN = new RegistryToken("acme/rocket", NOW.plusSeconds(60));

  @Test
  void aSignedTokenIsReadBack() {
    assertEquals(Optional.of(TOKEN), RegistryToken.verify(KEY, TOKEN.sign(KEY), NOW));
  }

  @Test
  void anExpiredTokenIsRefused() {
    assertEquals(Optional.empty(), RegistryToken.verify(KEY, TOKEN.sign(KEY), TOKEN.expiresAt()));
  }

  @Test
  void aTokenOfAnotherKeyIsRefused() {
    byte[] other = KEY.clone();
    other[0]++;

    assertEquals(Optional.empty(), RegistryToken.verify(other, TOKEN.sign(KEY), NOW));
  }

  @Test
  void aTokenForAnotherRepositoryCannotBeMadeOfOne() {
    String claims =
        new String(Base64.getUrlDecoder().decode(TOKEN.sign(KEY)), StandardCharsets.UTF_8);
    String forged = encode(claims.replace("acme/rocket", "acme/secret"));

    assertEquals(Optional.empty(), RegistryToken.verify(KEY, forged, NOW));
  }

  @Test
  void noTextBreaksTheReader() {
    Random random = new Random(6);
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      String token =
          i % 2 == 0
              ? new String(bytes, StandardCharsets.ISO_8859_1)
              : encode(new String(bytes, StandardCharsets.ISO_8859_1) + "|x|y");

      assertEquals(Optional.empty(), RegistryToken.verify(KEY, token, NOW));
    }
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
