package dev.slipway.service.notification.store;

import dev.slipway.service.notification.BodyFormat;
import dev.slipway.service.notification.NotificationEvent;
import dev.slipway.service.notification.Target;
import dev.slipway.service.notification.TargetType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A row of {@code notification_target}. */
@Entity
@Table(name = "notification_target")
class TargetEntity {

  @Id UUID id;

  @Column(name = "repository_id")
  UUID repositoryId;

  /** The type's wire name. */
  String type;

  /** The format's wire name. */
  String format;

  @Column(name = "url_sealed")
  @Nullable String urlSealed;

  @Column(name = "url_shown")
  @Nullable String urlShown;

  @Column(name = "secret_sealed")
  @Nullable String secretSealed;

  @JdbcTypeCode(SqlTypes.ARRAY)
  String[] recipients;

  /** The events' wire names. */
  @JdbcTypeCode(SqlTypes.ARRAY)
  String[] events;

  boolean enabled;

  @Column(name = "disabled_reason")
  @Nullable String disabledReason;

  @Column(name = "failing_since")
  @Nullable Instant failingSince;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "updated_at")
  Instant updatedAt;

  Target toTarget() {
    return new Target(
        id,
        repositoryId,
        TargetType.parse(type),
        BodyFormat.parse(format),
        urlShown,
        List.of(recipients),
        Arrays.stream(events).map(NotificationEvent::parse).collect(Collectors.toSet()),
        enabled,
        disabledReason,
        failingSince,
        createdAt,
        updatedAt);
  }
}
