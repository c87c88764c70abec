package dev.slipway.service.notification.slack;

import dev.slipway.service.notification.BuildNotice;
import dev.slipway.service.notification.BuildNotice.BuildFacts;
import dev.slipway.service.notification.Headline;
import dev.slipway.service.notification.Notification;
import dev.slipway.service.notification.NotificationEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A message in Slack's <a
 * href="https://docs.slack.dev/messaging/formatting-message-text">mrkdwn</a>. Everything that isn't
 * ours is escaped, so that it can make neither links nor mentions; Mattermost and Rocket.Chat also
 * take {@code @} in plain text for a mention, so that is broken up.
 */
final class SlackText {

  private static final int LONGEST_REASON = 500;
  private static final String WORD_JOINER = "\u2060";

  private SlackText() {}

  static String of(Notification notification) {
    BuildNotice notice = notification.content().notice();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s *%s* <%s|%s>"
            .formatted(
                symbol(notification.event()),
                escape(notice.repository().name()),
                escape(notice.links().page()),
                Headline.what(notification.event())));
    Optional.ofNullable(notice.build()).ifPresent(build -> add(lines, notification, build));
    return String.join("\n", lines);
  }

  private static void add(List<String> lines, Notification notification, BuildFacts build) {
    String title = Headline.title(build);
    lines.add(escape(Headline.where(build)) + (title.isEmpty() ? "" : " (" + escape(title) + ")"));
    switch (notification.event()) {
      case BUILD_FAILED, BUILD_CANCELED -> lines.add("> " + escape(oneLine(build.reason())));
      case BUILD_SUCCEEDED, BUILD_RECOVERED ->
          lines.add("Tags: " + escape(String.join(", ", build.tags())));
      case BUILD_QUEUED, BUILD_STARTED, TEST -> {
        // The two lines say it all.
      }
    }
  }

  /** Slack's three characters, and what others take for a mention. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("@", "@" + WORD_JOINER);
  }

  private static String oneLine(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON - 1) + "…";
  }

  private static String symbol(NotificationEvent event) {
    return switch (event) {
      case BUILD_QUEUED, BUILD_STARTED -> ":hourglass_flowing_sand:";
      case BUILD_SUCCEEDED, BUILD_RECOVERED -> ":white_check_mark:";
      case BUILD_FAILED -> ":x:";
      case BUILD_CANCELED -> ":no_entry_sign:";
      case TEST -> ":wave:";
    };
  }
}
