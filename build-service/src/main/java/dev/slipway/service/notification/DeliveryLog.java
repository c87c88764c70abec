package dev.slipway.service.notification;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A notification with what became of it. */
@Schema(name = "NotificationDelivery")
public record DeliveryLog(
    @Schema(description = "The delivery; receivers know it as webhook-id") UUID id,
    @Schema(description = "Grows in the order of events") long sequence,
    @Schema(description = "What happened, such as build.failed") String event,
    @Schema(description = "The build; null in a test") @Nullable UUID build,
    @Schema(description = "waiting, delivered or failed") String state,
    @Schema(description = "When it happened") Instant createdAt,
    @Schema(description = "When the next attempt is due; null unless it waits")
        @Nullable Instant nextAttemptAt,
    @Schema(description = "The last attempts, newest first") List<LoggedAttempt> attempts) {

  public DeliveryLog {
    attempts = List.copyOf(attempts);
  }

  /** One attempt. */
  @Schema(name = "NotificationAttempt")
  public record LoggedAttempt(
      @Schema(description = "When it began") Instant at,
      @Schema(description = "Whether it arrived") boolean delivered,
      @Schema(description = "The HTTP status; null without an answer") @Nullable Integer status,
      @Schema(description = "How long it took, in milliseconds") long tookMillis,
      @Schema(description = "What the other side said, or why it didn't; up to 1 KiB")
          String answer) {}
}
