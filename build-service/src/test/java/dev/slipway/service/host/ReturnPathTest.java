package dev.slipway.service.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnPathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/repositories/new",
        "/repositories/new?account=1&x=a%2Fb",
        "/a/b/",
        "/?x=1",
        "/.hidden/..name",
        "/x?next=//evil.example"
      })
  void aPathOfOurOwnIsTaken(String path) {
    assertEquals(path, new ReturnPath(path).value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "//evil.example",
        "///evil.example",
        "\\\\evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "/a//evil.example",
        "/.//evil.example",
        "/../evil",
        "/a/..",
        "/.",
        "https://evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        " //evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/a b",
        "/a#b",
        "/a%zz",
        "/é"
      })
  void whatMayLeadElsewhereIsRefused(String path) {
    assertThrows(IllegalArgumentException.class, () -> new ReturnPath(path));
  }

  @Test
  void aLongOneIsRefusedAtOnce() {
    assertThrows(
        IllegalArgumentException.class, () -> new ReturnPath("/" + "a".repeat(100_000) + "\\"));
    assertThrows(
        IllegalArgumentException.class, () -> new ReturnPath("/" + "a".repeat(498) + "\\"));
  }

  @Test
  void aParameterIsAddedToWhatIsThere() {
    assertEquals("/a?linked=1", new ReturnPath("/a").with("linked", "1").toString());
    assertEquals("/a?b=c&linked=1", new ReturnPath("/a?b=c").with("linked", "1").toString());
  }
}
