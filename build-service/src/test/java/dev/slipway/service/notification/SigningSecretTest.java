package dev.slipway.service.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningSecretTest {

  private static final String PUBLISHED = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  /** The vector that the reference libraries of Standard Webhooks are tested with. */
  @Test
  void theSignatureIsThatOfThePublishedVector() {
    assertEquals(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        SigningSecret.parse(PUBLISHED)
            .sign(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1_614_265_330,
                "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aNewOneIsReadBackAndIsNoOther() {
    SigningSecret secret = SigningSecret.create();

    assertEquals(secret.text(), SigningSecret.parse(secret.text()).text());
    assertNotEquals(secret.text(), SigningSecret.create().text());
    assertFalse(secret.toString().contains(secret.text()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 23, 65})
  void aKeyOfAnotherLengthThanTheSpecificationHasIsRefused(int bytes) {
    String text = "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);

    assertThrows(IllegalArgumentException.class, () -> SigningSecret.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "whsec_",
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_no base64 at all, really"
      })
  void whatIsNoneIsRefusedWithoutRepeatingIt(String text) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> SigningSecret.parse(text));

    assertFalse(!text.isEmpty() && refused.getMessage().contains("really"));
  }
}
