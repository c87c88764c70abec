package dev.slipway.service.reconcile.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code reconciliation}. */
@Entity
@Table(name = "reconciliation")
class ReconciliationEntity {

  @Id
  @Column(name = "repository_id")
  UUID repositoryId;

  @Column(name = "baseline_at")
  @Nullable Instant baselineAt;

  @Column(name = "looked_at")
  @Nullable Instant lookedAt;

  @Column(name = "next_look_at")
  Instant nextLookAt;

  @Column(name = "at_once")
  boolean atOnce;

  int failures;

  @Nullable String problem;
}
