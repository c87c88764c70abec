package dev.slipway.service.notification;

import dev.slipway.service.notification.BuildNotice.BuildFacts;

/** What happened in one line, for people; plain text, not yet fit for any markup. */
public final class Headline {

  private static final int SHORT_COMMIT = 7;
  private static final int LONGEST_TITLE = 200;

  private Headline() {}

  /** What became of the build in a few words, such as {@code build recovered}. */
  public static String what(NotificationEvent event) {
    return switch (event) {
      case BUILD_QUEUED -> "build queued";
      case BUILD_STARTED -> "build started";
      case BUILD_SUCCEEDED -> "build succeeded";
      case BUILD_FAILED -> "build failed";
      case BUILD_RECOVERED -> "build works again";
      case BUILD_CANCELED -> "build canceled";
      case TEST -> "test of a notification";
    };
  }

  /** The ref and commit, such as {@code branch main at 1a2b3c4}. */
  public static String where(BuildFacts build) {
    String commit = build.commit();
    String ref = build.type() + " " + build.ref();
    return commit == null ? ref : ref + " at " + commit.substring(0, SHORT_COMMIT);
  }

  /** The first line of the commit's message, shortened; empty when it isn't known. */
  public static String title(BuildFacts build) {
    String message = build.commitMessage() == null ? "" : build.commitMessage();
    String line = message.strip().lines().findFirst().orElse("");
    return line.length() <= LONGEST_TITLE ? line : line.substring(0, LONGEST_TITLE - 1) + "…";
  }
}
