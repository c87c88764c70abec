package dev.slipway.gateway.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.gateway.provider.Body;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {

  /** GitHub's own example (docs.github.com, "Validating webhook deliveries"). */
  private static final String DIGITS =
      "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

  private static final SecretKey KEY = key("It's a Secret to Everybody");
  private static final Body BODY = body("Hello, World!");

  @Test
  void gitHubsOwnExampleIsGood() {
    Signature signature = Signature.parse(List.of("sha256=" + DIGITS)).orElseThrow();

    assertTrue(signature.isOf(BODY, KEY));
    assertTrue(
        Signature.parse(List.of("sha256=" + DIGITS.toUpperCase(Locale.ROOT)))
            .orElseThrow()
            .isOf(BODY, KEY));
  }

  @Test
  void theBlocksOfABodyMakeNoDifference() {
    Body blocks =
        new Body(
            List.of(
                ByteBuffer.wrap("Hello".getBytes(StandardCharsets.US_ASCII)),
                ByteBuffer.allocate(0),
                ByteBuffer.wrap(", World!".getBytes(StandardCharsets.US_ASCII))));

    assertTrue(Signature.parse(List.of("sha256=" + DIGITS)).orElseThrow().isOf(blocks, KEY));
    assertEquals(13, blocks.size());
  }

  @Test
  void anotherBodyOrAnotherSecretIsNot() {
    Signature signature = Signature.parse(List.of("sha256=" + DIGITS)).orElseThrow();

    assertFalse(signature.isOf(body("Hello, World"), KEY));
    assertFalse(signature.isOf(BODY, key("It's a secret to everybody")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha256=",
        DIGITS,
        "sha1=" + DIGITS,
        "SHA256=" + DIGITS,
        "sha256=" + DIGITS + "0",
        "sha256=" + DIGITS + "\n",
        " sha256=" + DIGITS,
        "sha256=g57107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        "sha256=" + DIGITS + ",sha256=" + DIGITS
      })
  void otherFormsAreNoSignatures(String header) {
    assertTrue(Signature.parse(List.of(header)).isEmpty());
  }

  @Test
  void noneAndTwoAreNoSignatures() {
    assertTrue(Signature.parse(List.of()).isEmpty());
    assertTrue(Signature.parse(List.of("sha256=" + DIGITS, "sha256=" + DIGITS)).isEmpty());
  }

  private static SecretKey key(String secret) {
    return new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), Signature.ALGORITHM);
  }

  private static Body body(String text) {
    return Body.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
