package dev.slipway.service.notification.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Generated;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A row of {@code notification}. */
@Entity
@Table(name = "notification")
class NotificationEntity {

  static final String WAITING = "waiting";
  static final String DELIVERED = "delivered";
  static final String FAILED = "failed";

  @Id UUID id;

  /** Given by the database. */
  @Generated
  @Column(insertable = false, updatable = false)
  Long sequence;

  @Column(name = "target_id", updatable = false)
  UUID targetId;

  /** The event's wire name. */
  @Column(updatable = false)
  String event;

  @Column(name = "build_id", updatable = false)
  @Nullable UUID buildId;

  /** JSON. */
  @JdbcTypeCode(SqlTypes.JSON)
  @Column(updatable = false)
  String content;

  String state;

  int tries;

  @Column(name = "next_attempt_at")
  Instant nextAttemptAt;

  @Column(name = "claimed_until")
  @Nullable Instant claimedUntil;

  @Column(name = "created_at", updatable = false)
  Instant createdAt;
}
