package dev.slipway.service.notification;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing to tell one target.
 *
 * @param id the same at every attempt
 * @param targetId whom
 * @param event what happened
 * @param content all about it
 * @param tries how many attempts there were since it was made or last asked for again
 * @param createdAt when it happened
 */
public record Notification(
    UUID id,
    UUID targetId,
    NotificationEvent event,
    Content content,
    int tries,
    Instant createdAt) {

  /**
   * What is told.
   *
   * @param notice the build as it was
   * @param tag the one tag that a body in Docker Hub's format is about; null in all others
   */
  public record Content(BuildNotice notice, @Nullable String tag) {}

  /** What receivers know it by: the header {@code webhook-id}. */
  public String messageId() {
    return "msg_" + id.toString().replace("-", "");
  }
}
