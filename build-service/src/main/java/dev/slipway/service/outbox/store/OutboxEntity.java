package dev.slipway.service.outbox.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of the outbox. */
@Entity
@Table(name = "outbox")
class OutboxEntity {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  String topic;

  @Column(name = "message_key")
  String key;

  @Nullable String payload;

  @Column(name = "created_at")
  Instant createdAt;
}
