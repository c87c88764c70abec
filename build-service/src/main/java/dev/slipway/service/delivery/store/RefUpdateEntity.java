package dev.slipway.service.delivery.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code ref_update}. */
@Entity
@Table(name = "ref_update")
class RefUpdateEntity {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  @Column(name = "repository_id")
  UUID repositoryId;

  /** Null for what the reconciler saw, and when the delivery isn't kept any more. */
  @Nullable UUID delivery;

  @Column(name = "ref_type")
  String refType;

  @Column(name = "ref_name")
  String refName;

  @Column(name = "before_sha")
  @Nullable String before;

  @Column(name = "commit_sha")
  @Nullable String commit;

  String action;

  @Column(name = "seen_at")
  Instant seenAt;

  boolean stale;
}
