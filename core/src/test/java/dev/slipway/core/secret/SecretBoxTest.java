package dev.slipway.core.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretBoxTest {

  private final SecretBox box = SecretBox.fromKey(SecretBox.newBase64Key());

  @ParameterizedTest
  @ValueSource(strings = {"", "s3cret", "größe 🚀"})
  void whatIsSealedCanBeOpened(String secret) {
    String sealed = box.seal("hook:1", secret);

    assertEquals(secret, box.open("hook:1", sealed));
    assertNotEquals(sealed, box.seal("hook:1", secret));
    assertTrue(secret.isEmpty() || !sealed.contains(secret));
  }

  @Test
  void aSealedSecretBelongsToItsContext() {
    String sealed = box.seal("hook:1", "s3cret");

    assertThrows(IllegalArgumentException.class, () -> box.open("hook:2", sealed));
  }

  @Test
  void anotherKeyIsNamedAsTheReason() {
    SecretBox other = SecretBox.fromKey(SecretBox.newBase64Key());
    String sealed = other.seal("hook:1", "s3cret");

    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> box.open("hook:1", sealed));

    assertTrue(String.valueOf(e.getMessage()).contains("sealed with key"), e.getMessage());
  }

  @Test
  void anyChangedCharacterIsNoticed() {
    String sealed = box.seal("hook:1", "s3cret");
    for (int i = 0; i < sealed.length() - 1; i++) {
      char changed = sealed.charAt(i) == 'A' ? 'B' : 'A';
      String tampered = sealed.substring(0, i) + changed + sealed.substring(i + 1);

      assertThrows(IllegalArgumentException.class, () -> box.open("hook:1", tampered));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "v1", "v1:x", "v2:0:AAAA", "::", "v1::%"})
  void otherTextsAreRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> box.open("hook:1", text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "c2hvcnQ=", "fifteen letters"})
  void aBadKeyIsRefusedWithoutRepeatingIt(String key) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> SecretBox.fromKey(key));

    assertFalse(!key.isEmpty() && String.valueOf(e.getMessage()).contains(key));
  }

  @Test
  void base64AndHexadecimalAreTheSameKey() {
    String base64 = SecretBox.newBase64Key();
    String hex = HexFormat.of().formatHex(Base64.getDecoder().decode(base64));

    assertEquals("s", SecretBox.fromKey(hex).open("c", SecretBox.fromKey(base64).seal("c", "s")));
  }

  @Test
  void aPassphraseGivesTheSameKeyEveryTime() {
    String phrase = "correct horse battery staple";

    assertEquals(
        "s", SecretBox.fromKey(phrase).open("c", SecretBox.fromKey(phrase).seal("c", "s")));
  }
}
