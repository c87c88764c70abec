package dev.slipway.service.notification.mail;

import dev.slipway.service.notification.BuildNotice;
import dev.slipway.service.notification.BuildNotice.BuildFacts;
import dev.slipway.service.notification.Headline;
import dev.slipway.service.notification.Notification;
import java.util.StringJoiner;

/** An e-mail about a notification, in plain text. */
final class MailText {

  private static final int LONGEST_SUBJECT = 200;

  private MailText() {}

  /** One line without any control character, so that it can't begin another header. */
  static String subject(Notification notification) {
    BuildNotice notice = notification.content().notice();
    BuildFacts build = notice.build();
    String subject =
        "[%s] %s%s"
            .formatted(
                notice.repository().name(),
                Headline.what(notification.event()),
                build == null ? "" : ": " + Headline.where(build));
    String line = subject.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\s]+", " ").strip();
    return line.length() <= LONGEST_SUBJECT ? line : line.substring(0, LONGEST_SUBJECT - 1) + "…";
  }

  static String body(Notification notification) {
    BuildNotice notice = notification.content().notice();
    StringJoiner lines = new StringJoiner("\n", "", "\n");
    lines.add(notice.repository().name() + ": " + Headline.what(notification.event()));
    lines.add("");
    if (notice.build() == null) {
      lines.add("Somebody wanted to see whether this arrives. It did.");
    } else {
      add(lines, notice.build());
    }
    lines.add("");
    lines.add(notice.links().page());
    return lines.toString();
  }

  private static void add(StringJoiner lines, BuildFacts build) {
    lines.add("What:   " + Headline.where(build));
    if (!Headline.title(build).isEmpty()) {
      lines.add("Commit: " + Headline.title(build));
    }
    lines.add("Tags:   " + String.join(", ", build.tags()));
    lines.add("State:  " + build.state());
    lines.add("");
    lines.add(build.reason());
  }
}
