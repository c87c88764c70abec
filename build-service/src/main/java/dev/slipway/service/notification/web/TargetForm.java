package dev.slipway.service.notification.web;

import dev.slipway.service.notification.BodyFormat;
import dev.slipway.service.notification.NotificationEvent;
import dev.slipway.service.notification.SigningSecret;
import dev.slipway.service.notification.TargetDraft;
import dev.slipway.service.notification.TargetType;
import dev.slipway.service.notification.TargetUrl;
import dev.slipway.service.web.Fields;
import dev.slipway.service.web.InvalidInputException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A target as the API takes it. */
@Schema(name = "NotificationTargetForm")
record TargetForm(
    @Schema(description = "webhook, slack or email", required = true) @Nullable String type,
    @Schema(description = "A webhook's body: standard (default) or docker-hub")
        @Nullable String format,
    @Schema(description = "Where to send, for webhook and slack; left out of a change, it stays")
        @Nullable String url,
    @Schema(
            description =
                "A webhook's signing secret, whsec_ and base64 of 24 to 64 bytes; made when left"
                    + " out, and left out of a change, it stays")
        @Nullable String secret,
    @Schema(description = "Up to 10 addresses, for email") @Nullable List<@Nullable String> to,
    @Schema(
            description =
                "build.queued, build.started, build.succeeded, build.failed, build.recovered,"
                    + " build.canceled. Default: build.failed and build.recovered")
        @Nullable List<@Nullable String> events,
    @Schema(description = "Whether it is told at all. Default true") @Nullable Boolean enabled) {

  private static final Set<NotificationEvent> SUCCESSES =
      Set.of(NotificationEvent.BUILD_SUCCEEDED, NotificationEvent.BUILD_RECOVERED);

  /**
   * Reads a new target.
   *
   * @throws InvalidInputException naming the field at fault
   */
  TargetDraft toNew() {
    TargetType kind = kind();
    if (kind != TargetType.EMAIL && url == null) {
      throw new InvalidInputException("url", "is required");
    }
    return draft(kind);
  }

  /**
   * Reads a change of a target; what is secret may be left out.
   *
   * @throws InvalidInputException naming the field at fault
   */
  TargetDraft toChange() {
    return draft(kind());
  }

  private TargetDraft draft(TargetType kind) {
    boolean webhook = kind == TargetType.WEBHOOK;
    boolean email = kind == TargetType.EMAIL;
    refuse("format", format, !webhook, "is for webhooks only");
    refuse("secret", secret, !webhook, "is for webhooks only; nothing else is signed");
    refuse("url", url, email, "is not for e-mail; give the addresses in \"to\"");
    refuse("to", to, !email, "is for e-mail only");
    BodyFormat shape = Fields.optional("format", format, BodyFormat.STANDARD, BodyFormat::parse);
    return new TargetDraft(
        kind,
        shape,
        url == null ? null : Fields.required("url", url, TargetUrl::parse),
        secret == null ? null : Fields.required("secret", secret, SigningSecret::parse),
        email ? Recipients.read("to", to) : List.of(),
        subscribed(shape),
        enabled == null || enabled);
  }

  private TargetType kind() {
    return Fields.required("type", type, TargetType::parse);
  }

  private Set<NotificationEvent> subscribed(BodyFormat shape) {
    if (events == null) {
      return switch (shape) {
        case STANDARD -> Set.copyOf(NotificationEvent.DEFAULT);
        case DOCKER_HUB -> Set.of(NotificationEvent.BUILD_SUCCEEDED);
      };
    }
    if (events.isEmpty()) {
      throw new InvalidInputException(
          "events", "must name an event at least; to be told nothing, set enabled to false");
    }
    Set<NotificationEvent> result = new LinkedHashSet<>();
    for (int i = 0; i < events.size(); i++) {
      NotificationEvent event =
          Fields.required("events[" + i + "]", events.get(i), NotificationEvent::parse);
      if (shape == BodyFormat.DOCKER_HUB && !SUCCESSES.contains(event)) {
        throw new InvalidInputException(
            "events[" + i + "]",
            "has no form in docker-hub's format, which tells of successes only");
      }
      result.add(event);
    }
    return result;
  }

  private static void refuse(String field, @Nullable Object value, boolean misplaced, String why) {
    if (value != null && misplaced) {
      throw new InvalidInputException(field, why);
    }
  }
}
