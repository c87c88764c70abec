package dev.slipway.service.notification.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.service.notification.NotificationEvent;
import dev.slipway.service.notification.Samples;
import org.junit.jupiter.api.Test;

class SlackTextTest {

  @Test
  void aFailureSaysWhatWhereAndWhy() {
    assertEquals(
        """
        :x: *acme/app* <https://ci.example.com/b/1|build failed>
        branch main at aaaaaaa (Fix it)
        > RUN make failed with code 2""",
        SlackText.of(
            Samples.notification(
                NotificationEvent.BUILD_FAILED,
                "main",
                "Fix it\n\nAt length.",
                "RUN make failed\nwith code 2")));
  }

  @Test
  void aStrangersWordsMakeNeitherLinksNorMentions() {
    String text =
        SlackText.of(
            Samples.notification(
                NotificationEvent.BUILD_FAILED,
                "<!channel>",
                "<https://evil.example.com|click> & @here",
                "<@U123> failed"));

    assertFalse(text.contains("<!channel>"), text);
    assertFalse(text.contains("<https://evil"), text);
    assertFalse(text.contains("<@U123>"), text);
    assertFalse(text.contains("@here"), text);
    assertTrue(text.contains("&lt;!channel&gt;"), text);
    assertTrue(text.contains("&amp; @\u2060here"), text);
  }

  @Test
  void aTestNeedsNoBuild() {
    assertEquals(
        ":wave: *acme/app* <https://ci.example.com/b/1|test of a notification>",
        SlackText.of(Samples.test()));
  }
}
