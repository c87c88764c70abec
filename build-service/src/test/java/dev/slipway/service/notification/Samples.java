package dev.slipway.service.notification;

import dev.slipway.service.notification.BuildNotice.BuildFacts;
import dev.slipway.service.notification.BuildNotice.Links;
import dev.slipway.service.notification.BuildNotice.RepositoryFacts;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Notifications of tests that need no database. */
public final class Samples {

  public static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private Samples() {}

  /** A notification of a build of acme/app with words of a stranger in it. */
  public static Notification notification(
      NotificationEvent event, String ref, String message, String reason) {
    BuildFacts build =
        new BuildFacts(
            new UUID(0, 1),
            7,
            new UUID(0, 2),
            "branch",
            ref,
            "a".repeat(40),
            message,
            List.of("latest", "1.0"),
            "failed",
            reason,
            null,
            null,
            1,
            "webhook",
            "octocat",
            null,
            List.of(),
            0,
            NOW,
            NOW,
            NOW);
    return notification(event, build);
  }

  /** A notification that is about no build. */
  public static Notification test() {
    return notification(NotificationEvent.TEST, null);
  }

  private static Notification notification(NotificationEvent event, @Nullable BuildFacts build) {
    RepositoryFacts repository =
        new RepositoryFacts(
            new UUID(0, 3), "acme/app", "private", "", "https://git.example.com/acme/app.git", NOW);
    Links links = new Links("https://ci.example.com/b/1", "https://ci.example.com/api/1", null);
    return new Notification(
        new UUID(0, 4),
        new UUID(0, 5),
        event,
        new Notification.Content(new BuildNotice(build, repository, links), null),
        0,
        NOW);
  }
}
