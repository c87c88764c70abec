package dev.slipway.service.notification.store;

import static dev.slipway.service.notification.store.NotificationEntity.DELIVERED;
import static dev.slipway.service.notification.store.NotificationEntity.FAILED;
import static dev.slipway.service.notification.store.NotificationEntity.WAITING;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.service.notification.Attempt;
import dev.slipway.service.notification.DeliveryLog;
import dev.slipway.service.notification.DeliveryLog.LoggedAttempt;
import dev.slipway.service.notification.Notification;
import dev.slipway.service.notification.NotificationEvent;
import dev.slipway.service.notification.NotificationSettings;
import dev.slipway.service.notification.Notifications;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code notification}. */
@ApplicationScoped
class PanacheNotifications
    implements Notifications, PanacheRepositoryBase<NotificationEntity, UUID> {

  /**
   * What is told goes before what waits. It is done in the transaction that moves a build, which
   * must not wait for one that notes an outcome; so what is locked stays until the next time.
   */
  private static final String TRIM =
      """
      delete from notification where id in (
        select id from notification where id in (
          select id from notification where target_id = :target
           order by (state = 'waiting') desc, sequence desc offset :keep)
           for update skip locked)
      """;

  private static final String GIVE_UP =
      """
      update notification set state = 'failed', claimed_until = null
       where target_id = :target and state = 'waiting'
      """;

  private final ClaimedRows claimed;
  private final AttemptRows attempts;
  private final NotificationSettings settings;
  private final ObjectMapper json;
  private final Clock clock;

  PanacheNotifications(
      ClaimedRows claimed,
      AttemptRows attempts,
      NotificationSettings settings,
      ObjectMapper json,
      Clock clock) {
    this.claimed = claimed;
    this.attempts = attempts;
    this.settings = settings;
    this.json = json;
    this.clock = clock;
  }

  @Override
  public UUID add(UUID targetId, NotificationEvent event, Notification.Content content) {
    Instant now = clock.instant();
    NotificationEntity row = new NotificationEntity();
    row.id = UUID.randomUUID();
    row.targetId = targetId;
    row.event = event.wireName();
    row.buildId = content.notice().build() == null ? null : content.notice().build().id();
    row.content = write(content);
    row.state = WAITING;
    row.nextAttemptAt = now;
    row.createdAt = now;
    persistAndFlush(row);
    getEntityManager()
        .createNativeQuery(TRIM)
        .setParameter("target", targetId)
        .setParameter("keep", settings.keepPerTarget())
        .executeUpdate();
    return row.id;
  }

  @Override
  public List<Notification> claim(Instant now, Instant until, int limit, int limitOfTarget) {
    List<UUID> ids = claimed.claim(now, until, limit, limitOfTarget);
    return ids.isEmpty()
        ? List.of()
        : find("id in ?1 order by sequence", ids).stream().map(this::notification).toList();
  }

  @Override
  public void delivered(UUID id, Attempt attempt) {
    findByIdOptional(id).ifPresent(row -> ended(row, attempt, DELIVERED));
  }

  @Override
  public void failed(UUID id, Attempt attempt, Optional<Instant> next) {
    findByIdOptional(id)
        .ifPresent(
            row -> {
              ended(row, attempt, next.isPresent() ? WAITING : FAILED);
              next.ifPresent(at -> row.nextAttemptAt = at);
            });
  }

  @Override
  public void giveUp(UUID targetId) {
    getEntityManager().createNativeQuery(GIVE_UP).setParameter("target", targetId).executeUpdate();
  }

  @Override
  public boolean again(UUID targetId, UUID id) {
    Optional<NotificationEntity> ended =
        find("targetId = ?1 and id = ?2 and state <> 'waiting'", targetId, id)
            .withLock(LockModeType.PESSIMISTIC_WRITE)
            .firstResultOptional();
    ended.ifPresent(
        row -> {
          row.state = WAITING;
          row.tries = 0;
          row.nextAttemptAt = clock.instant();
          row.claimedUntil = null;
        });
    return ended.isPresent();
  }

  @Override
  public Optional<Instant> newest(UUID targetId, NotificationEvent event) {
    return find("targetId = ?1 and event = ?2 order by sequence desc", targetId, event.wireName())
        .page(0, 1)
        .firstResultOptional()
        .map(row -> row.createdAt);
  }

  @Override
  public List<DeliveryLog> ofTarget(UUID targetId, @Nullable Long before, int limit) {
    return logs(
        find(
                "targetId = ?1 and sequence < ?2 order by sequence desc",
                targetId,
                before == null ? Long.MAX_VALUE : before)
            .page(0, limit)
            .list());
  }

  @Override
  public Optional<DeliveryLog> find(UUID targetId, UUID id) {
    return logs(list("targetId = ?1 and id = ?2", targetId, id)).stream().findFirst();
  }

  private void ended(NotificationEntity row, Attempt attempt, String state) {
    row.state = state;
    row.tries++;
    row.claimedUntil = null;
    attempts.add(row.id, attempt);
  }

  private List<DeliveryLog> logs(List<NotificationEntity> rows) {
    Map<UUID, List<LoggedAttempt>> made = attempts.of(rows.stream().map(row -> row.id).toList());
    return rows.stream()
        .map(
            row ->
                new DeliveryLog(
                    row.id,
                    row.sequence,
                    row.event,
                    row.buildId,
                    row.state,
                    row.createdAt,
                    row.state.equals(WAITING) ? row.nextAttemptAt : null,
                    made.getOrDefault(row.id, List.of())))
        .toList();
  }

  private Notification notification(NotificationEntity row) {
    return new Notification(
        row.id,
        row.targetId,
        NotificationEvent.ofWireName(row.event),
        read(row.content),
        row.tries,
        row.createdAt);
  }

  private String write(Notification.Content content) {
    try {
      return json.writeValueAsString(content);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a notification can't be written as JSON", e);
    }
  }

  private Notification.Content read(String content) {
    try {
      return json.readValue(content, Notification.Content.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored notification can't be read", e);
    }
  }
}
