package dev.slipway.service.notification;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants a target to be.
 *
 * @param type by what way
 * @param format the body's shape
 * @param url null for e-mail, and for a change that leaves it as it is
 * @param secret null unless a webhook, and for a change that leaves it as it is
 * @param recipients the addresses of an e-mail, else empty
 * @param events what it is told, at least one
 * @param enabled whether it is told at all
 */
public record TargetDraft(
    TargetType type,
    BodyFormat format,
    @Nullable TargetUrl url,
    @Nullable SigningSecret secret,
    List<String> recipients,
    Set<NotificationEvent> events,
    boolean enabled) {

  public TargetDraft {
    recipients = List.copyOf(recipients);
    events = Set.copyOf(events);
    if (events.isEmpty()) {
      throw new IllegalArgumentException("a target is told of something");
    }
  }
}
