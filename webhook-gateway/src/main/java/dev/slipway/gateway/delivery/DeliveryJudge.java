package dev.slipway.gateway.delivery;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import dev.slipway.core.message.DeliveryRecorded;
import dev.slipway.core.message.DeliveryRecorded.Action;
import dev.slipway.core.message.DeliveryRecorded.RefUpdate;
import dev.slipway.core.rule.RefChange;
import dev.slipway.gateway.hook.Hook;
import dev.slipway.gateway.provider.Notification;
import dev.slipway.gateway.provider.RefMove;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Makes the record of a delivery: what it said, and what every rule says about every ref. */
@Singleton
class DeliveryJudge {

  private static final Logger LOG = Logger.getLogger(DeliveryJudge.class);
  private static final Pattern DELIVERY_ID = Pattern.compile("[!-~]{1,128}");
  private static final int MAX_WORDS = 200;
  private static final int MAX_MESSAGE = 4_000;
  private static final int MAX_REASON = 2_000;

  private final Clock clock;
  private final Supplier<UUID> ids;

  DeliveryJudge() {
    this(Clock.systemUTC(), UUID::randomUUID);
  }

  DeliveryJudge(Clock clock, Supplier<UUID> ids) {
    this.clock = clock;
    this.ids = ids;
  }

  DeliveryRecorded judge(Hook hook, WebhookRequest request, Notification notification) {
    if (notification instanceof Notification.Push push) {
      String known = branch(push.defaultBranch());
      String assumed = known == null ? hook.config().defaultBranch() : known;
      if (!push.passedOver().isEmpty()) {
        LOG.infof(
            "Some refs of a push don't count: hook=%s refs=%d",
            hook.config().hookId(), push.passedOver().size());
      }
      List<RefUpdate> updates =
          push.moves().stream().map(move -> judge(hook, move, assumed)).toList();
      return record(hook, request, push, known, updates, ignored(push));
    }
    Notification.Other other = (Notification.Other) notification;
    return record(hook, request, other, null, List.of(), other.reason());
  }

  private DeliveryRecorded record(
      Hook hook,
      WebhookRequest request,
      Notification notification,
      @Nullable String defaultBranch,
      List<RefUpdate> updates,
      @Nullable String ignored) {
    return new DeliveryRecorded(
        deliveryId(request),
        hook.config().hookId(),
        hook.config().repositoryId(),
        hook.config().provider(),
        SafeText.shown(notification.event(), MAX_WORDS),
        SafeText.of(notification.sender(), MAX_WORDS),
        clock.instant(),
        defaultBranch,
        updates,
        SafeText.of(ignored, MAX_REASON));
  }

  private String deliveryId(WebhookRequest request) {
    return request
        .headers()
        .only(request.provider().deliveryIdHeader())
        .filter(id -> DELIVERY_ID.matcher(id).matches())
        .orElseGet(() -> ids.get().toString());
  }

  private static RefUpdate judge(Hook hook, RefMove move, @Nullable String defaultBranch) {
    RefChange change =
        new RefChange(
            move.ref(),
            move.action() == Action.DELETED,
            move.message(),
            defaultBranch,
            move.changedPaths());
    return new RefUpdate(
        move.ref().type(),
        move.ref().name(),
        digits(move.commit()),
        digits(move.before()),
        move.action(),
        move.forced(),
        SafeText.of(move.message(), MAX_MESSAGE),
        hook.rules().judge(change));
  }

  /** A default branch that no branch can be called is as good as none. */
  private static @Nullable String branch(@Nullable String name) {
    try {
      return name == null ? null : RefName.branch(name).name();
    } catch (IllegalArgumentException e) {
      LOG.debugf("The default branch that a delivery names is no branch: %s", e.getMessage());
      return null;
    }
  }

  private static @Nullable String digits(@Nullable CommitSha commit) {
    return commit == null ? null : commit.value();
  }

  private static @Nullable String ignored(Notification.Push push) {
    if (!push.moves().isEmpty()) {
      return null;
    }
    return push.passedOver().isEmpty()
        ? "The push moved no ref."
        : "No branch or tag moved: " + String.join("; ", push.passedOver()) + ".";
  }
}
