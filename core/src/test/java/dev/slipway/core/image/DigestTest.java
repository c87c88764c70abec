package dev.slipway.core.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {

  private static final String OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @Test
  void bytesAndStreamsHaveTheSameDigest() throws Exception {
    byte[] content = new byte[200_000];

    assertEquals(Digest.of(content), Digest.of(new ByteArrayInputStream(content)));
    assertEquals("sha256:" + OF_NOTHING, Digest.of(new byte[0]).toString());
    assertEquals(OF_NOTHING, Digest.of(new byte[0]).hex());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sha256:", "sha256:abc", "md5:" + OF_NOTHING, OF_NOTHING})
  void otherTextsAreNone(String text) {
    assertFalse(Digest.isDigest(text));
    assertThrows(IllegalArgumentException.class, () -> new Digest(text));
    assertTrue(Digest.isDigest("sha256:" + OF_NOTHING));
  }
}
