package dev.slipway.core.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {

  private static final String DIGEST = "sha256:" + "a".repeat(64);

  @ParameterizedTest
  @CsvSource({
    "busybox, docker.io/library/busybox:latest",
    "busybox:1.36, docker.io/library/busybox:1.36",
    "acme/rocket, docker.io/acme/rocket:latest",
    "index.docker.io/acme/rocket, docker.io/acme/rocket:latest",
    "docker.io/busybox, docker.io/library/busybox:latest",
    "localhost/x, localhost/x:latest",
    "localhost:5000/x:1, localhost:5000/x:1",
    "[::1]:5000/x, [::1]:5000/x:latest",
    "quay.io/a/b/c:T_1.x-y, quay.io/a/b/c:T_1.x-y",
    "a__b/c-d.e, docker.io/a__b/c-d.e:latest"
  })
  void whatPeopleLeaveOutIsFilledIn(String text, String whole) {
    assertEquals(whole, ImageReference.parse(text).toString());
    assertEquals(whole, ImageReference.parse(whole).toString());
  }

  @Test
  void aDigestStandsWithOrWithoutATag() {
    ImageReference both = ImageReference.parse("x/y:1@" + DIGEST);
    ImageReference only = ImageReference.parse("x/y@" + DIGEST);

    assertEquals(DIGEST, both.tagOrDigest());
    assertEquals("docker.io/x/y:1@" + DIGEST, both.toString());
    assertEquals("docker.io/x/y@" + DIGEST, only.toString());
    assertEquals("docker.io/x/y:2", both.withTag("2").toString());
    assertEquals(only, both.atDigest(new Digest(DIGEST)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "@",
        "a:",
        "A",
        "a/B",
        "a//b",
        "/a",
        "a/",
        "-a",
        "a-",
        "a___b",
        "a..b",
        "a b",
        "a@sha256:abc",
        "a:.x",
        "a:-x",
        "a:b:c",
        "host.x/a?b",
        "http://x/y",
        "../x",
        "a\nb"
      })
  void anythingElseIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> ImageReference.parse(text));
  }

  @Test
  void anEndlessNameIsRefused() {
    String endless = "a-".repeat(200_000) + "a";

    assertThrows(IllegalArgumentException.class, () -> ImageReference.parse(endless));
    assertThrows(
        IllegalArgumentException.class, () -> ImageReference.parse("x:" + "t".repeat(129)));
  }

  @Test
  void noTextBreaksTheParser() {
    Random random = new Random(8);
    String alphabet = "ab0A.:/@_-[]%";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(14); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        ImageReference reference = ImageReference.parse(text.toString());
        assertEquals(reference, ImageReference.parse(reference.toString()));
      } catch (IllegalArgumentException e) {
        assertFalse(String.valueOf(e.getMessage()).isEmpty());
      }
    }
  }
}
