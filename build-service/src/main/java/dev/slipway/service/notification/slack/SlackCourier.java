package dev.slipway.service.notification.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.service.notification.Address;
import dev.slipway.service.notification.Attempt;
import dev.slipway.service.notification.Courier;
import dev.slipway.service.notification.JsonPost;
import dev.slipway.service.notification.Notification;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Tells by an incoming webhook of Slack, which Mattermost and Rocket.Chat take as well. */
@ApplicationScoped
class SlackCourier implements Courier {

  private final JsonPost post;
  private final ObjectMapper json;

  SlackCourier(JsonPost post, ObjectMapper json) {
    this.post = post;
    this.json = json;
  }

  @Override
  public boolean serves(Address address) {
    return address instanceof Address.Slack;
  }

  @Override
  public Attempt.Outcome deliver(Address address, Notification notification) {
    return post.send(((Address.Slack) address).url(), Map.of(), body(notification));
  }

  private byte[] body(Notification notification) {
    try {
      return json.writeValueAsBytes(Map.of("text", SlackText.of(notification)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a message can't be written as JSON", e);
    }
  }
}
