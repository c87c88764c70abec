package dev.slipway.service.notification.store;

import dev.slipway.service.notification.Attempt;
import dev.slipway.service.notification.DeliveryLog.LoggedAttempt;
import dev.slipway.service.notification.NotificationSettings;
import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The table {@code notification_attempt}. */
@ApplicationScoped
class AttemptRows implements PanacheRepository<AttemptEntity> {

  private static final String TRIM =
      """
      delete from notification_attempt where notification_id = :notification and id in (
        select id from notification_attempt where notification_id = :notification
         order by id desc offset :keep)
      """;

  private final NotificationSettings settings;

  AttemptRows(NotificationSettings settings) {
    this.settings = settings;
  }

  void add(UUID notificationId, Attempt attempt) {
    AttemptEntity row = new AttemptEntity();
    row.notificationId = notificationId;
    row.at = attempt.at();
    row.delivered = attempt.outcome().result() == Attempt.Result.DELIVERED;
    row.status = attempt.outcome().status();
    row.tookMillis = attempt.tookMillis();
    row.answer = attempt.outcome().answer();
    persistAndFlush(row);
    getEntityManager()
        .createNativeQuery(TRIM)
        .setParameter("notification", notificationId)
        .setParameter("keep", settings.keepAttempts())
        .executeUpdate();
  }

  /** The attempts of several notifications, newest first. */
  Map<UUID, List<LoggedAttempt>> of(Collection<UUID> notificationIds) {
    return notificationIds.isEmpty()
        ? Map.of()
        : find("notificationId in ?1 order by id desc", notificationIds).stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.notificationId,
                    Collectors.mapping(AttemptEntity::toLogged, Collectors.toList())));
  }
}
