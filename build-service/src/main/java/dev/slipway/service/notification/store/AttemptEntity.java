package dev.slipway.service.notification.store;

import dev.slipway.service.notification.DeliveryLog.LoggedAttempt;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code notification_attempt}. */
@Entity
@Table(name = "notification_attempt")
class AttemptEntity {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  @Column(name = "notification_id")
  UUID notificationId;

  Instant at;

  boolean delivered;

  @Nullable Integer status;

  @Column(name = "took_ms")
  long tookMillis;

  String answer;

  LoggedAttempt toLogged() {
    return new LoggedAttempt(at, delivered, status, tookMillis, answer);
  }
}
