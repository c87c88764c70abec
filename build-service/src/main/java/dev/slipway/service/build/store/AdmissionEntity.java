package dev.slipway.service.build.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code admission}. */
@Entity
@Table(name = "admission")
class AdmissionEntity {

  @Id
  @Column(name = "admission_key")
  String key;

  @Column(name = "repository_id")
  UUID repositoryId;

  @Nullable UUID delivery;

  @Column(name = "ref_type")
  String refType;

  @Column(name = "ref_name")
  String refName;

  @Column(name = "commit_sha")
  @Nullable String commitSha;

  @Column(name = "rule_id")
  UUID ruleId;

  @Column(name = "build_id")
  @Nullable UUID buildId;

  String decision;
  String reason;

  @Column(name = "decided_at")
  Instant decidedAt;
}
