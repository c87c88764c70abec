package dev.slipway.service.notification.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.service.notification.Address;
import dev.slipway.service.notification.Attempt;
import dev.slipway.service.notification.Courier;
import dev.slipway.service.notification.JsonPost;
import dev.slipway.service.notification.Notification;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;

/**
 * Tells by a webhook, signed per <a
 * href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 * Webhooks 1.0.0</a>. The id and the body are the same at every attempt, the timestamp isn't.
 */
@ApplicationScoped
class WebhookCourier implements Courier {

  private final JsonPost post;
  private final ObjectMapper json;
  private final Clock clock;

  WebhookCourier(JsonPost post, ObjectMapper json, Clock clock) {
    this.post = post;
    this.json = json;
    this.clock = clock;
  }

  @Override
  public boolean serves(Address address) {
    return address instanceof Address.Webhook;
  }

  @Override
  public Attempt.Outcome deliver(Address address, Notification notification) {
    Address.Webhook webhook = (Address.Webhook) address;
    byte[] body = body(webhook, notification);
    String id = notification.messageId();
    long timestamp = clock.instant().getEpochSecond();
    return post.send(
        webhook.url(),
        Map.of(
            "webhook-id", id,
            "webhook-timestamp", Long.toString(timestamp),
            "webhook-signature", webhook.secret().sign(id, timestamp, body)),
        body);
  }

  private byte[] body(Address.Webhook webhook, Notification notification) {
    Object body =
        switch (webhook.format()) {
          case STANDARD -> StandardBody.of(notification);
          case DOCKER_HUB -> DockerHubBody.of(notification);
        };
    try {
      return json.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a notification can't be written as JSON", e);
    }
  }
}
