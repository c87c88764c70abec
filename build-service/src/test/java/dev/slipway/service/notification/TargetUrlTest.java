package dev.slipway.service.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetUrlTest {

  @ParameterizedTest
  @CsvSource({
    "https://hooks.slack.com/services/T0/B0/abcdefghijklmnopqrstuvwx, https://hooks.slack.com/…uvwx",
    "https://ci.example.com:8443/short, https://ci.example.com:8443/…",
    "https://ci.example.com/?token=0123456789abcdefghij, https://ci.example.com/…ghij",
    "http://ci.example.com, http://ci.example.com",
  })
  void itShowsWhereItLeadsAndNothingThatCouldBeUsed(String url, String shown) {
    TargetUrl parsed = TargetUrl.parse(url);

    assertEquals(shown, parsed.shown());
    assertEquals(shown, parsed.toString());
    assertEquals(url, parsed.uri().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hooks.example.com/x",
        "ftp://example.com/x",
        "https:///x",
        "https://user:secret@example.com/x",
        "https://example.com/x#part",
        "https://example.com:99999/",
        "https://example.com/a b",
        "javascript:alert(1)",
        "file:///etc/passwd"
      })
  void whatCantBeCalledIsRefused(String url) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> TargetUrl.parse(url));

    assertFalse(refused.getMessage().contains("secret"), refused::getMessage);
  }

  @Test
  void anEndlessOneIsRefused() {
    String url = "https://example.com/" + "x".repeat(3_000);

    assertThrows(IllegalArgumentException.class, () -> TargetUrl.parse(url));
  }
}
