package dev.slipway.service.notification.webhook;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.slipway.service.notification.BuildNotice;
import dev.slipway.service.notification.Notification;
import java.time.Instant;

/**
 * The body that Standard Webhooks recommends.
 *
 * @param type what happened, such as {@code build.failed}
 * @param timestamp when it happened, ISO 8601
 * @param data all about it
 */
@JsonPropertyOrder({"type", "timestamp", "data"})
record StandardBody(String type, Instant timestamp, BuildNotice data) {

  static StandardBody of(Notification notification) {
    return new StandardBody(
        notification.event().wireName(), notification.createdAt(), notification.content().notice());
  }
}
