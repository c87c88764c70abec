package dev.slipway.service.notification.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.slipway.service.notification.EditTargets;
import dev.slipway.service.notification.NotificationEvent;
import dev.slipway.service.notification.Target;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A target as the API shows it. */
@Schema(name = "NotificationTarget")
@JsonInclude(JsonInclude.Include.NON_NULL)
record TargetDocument(
    UUID id,
    @Schema(description = "webhook, slack or email") String type,
    @Schema(description = "A webhook's body: standard or docker-hub") @Nullable String format,
    @Schema(description = "Where it leads; never whole, because it may be a secret")
        @Nullable String url,
    @Schema(description = "A webhook's signing secret; shown once, when it is made")
        @Nullable String secret,
    @Schema(description = "Addresses of an e-mail") @Nullable List<String> to,
    @Schema(description = "What it is told") List<String> events,
    @Schema(description = "Whether it is told at all") boolean enabled,
    @Schema(description = "Why Slipway switched it off") @Nullable String disabledReason,
    @Schema(description = "Since when nothing arrives") @Nullable Instant failingSince,
    Instant createdAt,
    Instant updatedAt) {

  static TargetDocument of(Target target) {
    return of(target, null);
  }

  static TargetDocument of(EditTargets.Created created) {
    return of(created.target(), created.secret() == null ? null : created.secret().text());
  }

  private static TargetDocument of(Target target, @Nullable String secret) {
    return new TargetDocument(
        target.id(),
        target.type().wireName(),
        switch (target.type()) {
          case WEBHOOK -> target.format().wireName();
          case SLACK, EMAIL -> null;
        },
        target.shownUrl(),
        secret,
        target.recipients().isEmpty() ? null : target.recipients(),
        target.events().stream().sorted().map(NotificationEvent::wireName).toList(),
        target.enabled(),
        target.disabledReason(),
        target.failingSince(),
        target.createdAt(),
        target.updatedAt());
  }
}
