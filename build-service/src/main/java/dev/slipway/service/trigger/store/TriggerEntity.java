package dev.slipway.service.trigger.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code build_trigger}. */
@Entity
@Table(name = "build_trigger")
class TriggerEntity {

  @Id UUID id;

  @Column(name = "repository_id", updatable = false)
  UUID repositoryId;

  @Column(updatable = false)
  String name;

  @Column(name = "token_hash")
  byte[] tokenHash;

  double allowance;

  @Column(name = "counted_at")
  Instant countedAt;

  @Column(name = "last_called_at")
  @Nullable Instant lastCalledAt;

  @Column(name = "last_status")
  @Nullable Integer lastStatus;

  @Column(name = "created_at", updatable = false)
  Instant createdAt;
}
