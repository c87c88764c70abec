package dev.slipway.core.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Requests that came to a known webhook and were refused for one reason: how many since the last
 * such message, and the last of them as a sample. Published on {@link Topics#REJECTED_DELIVERIES}.
 *
 * @param hookId the webhook they came to
 * @param repositoryId its Slipway repository, a UUID
 * @param status the HTTP status they were answered with
 * @param reason a word for the program and for grouping, such as {@code signature}
 * @param detail what the last one was told
 * @param deliveryId the last one's id as it gave it, shortened; null without one
 * @param event the last one's event as it gave it, shortened; null without one
 * @param count how many, at least 1
 * @param at when the last one came
 */
public record DeliveryRejected(
    String hookId,
    String repositoryId,
    int status,
    String reason,
    String detail,
    @Nullable String deliveryId,
    @Nullable String event,
    long count,
    Instant at) {

  public DeliveryRejected {
    if (count < 1) {
      throw new IllegalArgumentException("a rejection happened at least once");
    }
  }
}
