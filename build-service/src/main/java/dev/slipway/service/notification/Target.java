package dev.slipway.service.notification;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A target with its configuration, without any secret.
 *
 * @param id never changes
 * @param repositoryId whose builds it is told of
 * @param type by what way
 * @param format the body's shape; standard unless a webhook
 * @param shownUrl what may be shown of its URL; null for e-mail
 * @param recipients the addresses of an e-mail, else empty
 * @param events what it is told
 * @param enabled whether it is told at all
 * @param disabledReason why Slipway switched it off; null unless it did
 * @param failingSince since when nothing arrives; null while things do
 * @param createdAt when it was made
 * @param updatedAt when its configuration last changed
 */
public record Target(
    UUID id,
    UUID repositoryId,
    TargetType type,
    BodyFormat format,
    @Nullable String shownUrl,
    List<String> recipients,
    Set<NotificationEvent> events,
    boolean enabled,
    @Nullable String disabledReason,
    @Nullable Instant failingSince,
    Instant createdAt,
    Instant updatedAt) {

  public Target {
    recipients = List.copyOf(recipients);
    events = Set.copyOf(events);
  }
}
