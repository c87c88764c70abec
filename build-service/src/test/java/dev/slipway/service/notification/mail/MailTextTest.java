package dev.slipway.service.notification.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.service.notification.Notification;
import dev.slipway.service.notification.NotificationEvent;
import dev.slipway.service.notification.Samples;
import org.junit.jupiter.api.Test;

class MailTextTest {

  @Test
  void theSubjectSaysWhatAndWhere() {
    assertEquals(
        "[acme/app] build failed: branch main at aaaaaaa",
        MailText.subject(
            Samples.notification(NotificationEvent.BUILD_FAILED, "main", "Fix it", "why")));
  }

  @Test
  void noNameBeginsAnotherHeader() {
    String subject =
        MailText.subject(
            Samples.notification(
                NotificationEvent.BUILD_FAILED,
                "main\r\nBcc: victim@example.com\u2028x\u0085y" + "z".repeat(500),
                "Fix it",
                "why"));

    assertTrue(subject.matches("[^\\p{Cntrl}\u2028\u2029]{1,200}"), subject);
  }

  @Test
  void theTextHoldsTheReasonAndTheLink() {
    Notification failed =
        Samples.notification(NotificationEvent.BUILD_FAILED, "main", "Fix it", "RUN failed.");

    assertEquals(
        """
        acme/app: build failed

        What:   branch main at aaaaaaa
        Commit: Fix it
        Tags:   latest, 1.0
        State:  failed

        RUN failed.

        https://ci.example.com/b/1
        """,
        MailText.body(failed));
  }
}
