package dev.slipway.service.build.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Generated;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A row of {@code build}. {@link BuildRows} reads and writes it. */
@Entity
@Table(name = "build")
class BuildEntity {

  @Id UUID id;

  @Generated
  @Column(insertable = false, updatable = false)
  Long sequence;

  @Column(name = "repository_id", updatable = false)
  UUID repositoryId;

  @Column(name = "rule_id", updatable = false)
  UUID ruleId;

  @Column(name = "ref_type", updatable = false)
  String refType;

  @Column(name = "ref_name", updatable = false)
  String refName;

  @Column(name = "commit_sha")
  @Nullable String commitSha;

  @Column(name = "commit_message")
  @Nullable String commitMessage;

  @Column(updatable = false)
  String dockerfile;

  @Column(updatable = false)
  @Nullable String context;

  @Column(updatable = false)
  @Nullable String target;

  @Column(name = "build_args", updatable = false)
  @ColumnTransformer(write = "?::jsonb")
  String buildArgs;

  @JdbcTypeCode(SqlTypes.ARRAY)
  @Column(updatable = false)
  String[] platforms;

  @Column(name = "use_cache", updatable = false)
  boolean cache;

  @JdbcTypeCode(SqlTypes.ARRAY)
  @Column(updatable = false)
  String[] tags;

  @Column(updatable = false)
  String cause;

  @Column(name = "cause_by", updatable = false)
  @Nullable String causeBy;

  @Column(name = "cause_detail", updatable = false)
  @Nullable String causeDetail;

  @Column(updatable = false)
  @Nullable UUID delivery;

  @Column(name = "admission_key", updatable = false)
  String admissionKey;

  String state;
  String reason;
  int attempt;

  @Column(name = "worker_id")
  @Nullable String workerId;

  @Column(name = "lease_until")
  @Nullable Instant leaseUntil;

  @Column(name = "stop_cause")
  @Nullable String stopCause;

  @Column(name = "stop_reason")
  @Nullable String stopReason;

  @Column(name = "permit_at")
  @Nullable Instant permitAt;

  @Nullable String engine;
  @Nullable String digest;

  @Column(name = "image_size")
  long imageSize;

  @JdbcTypeCode(SqlTypes.ARRAY)
  String[] published = {};

  @Column(name = "reused_from")
  @Nullable UUID reusedFrom;

  @Column(name = "created_at", updatable = false)
  Instant createdAt;

  @Column(name = "job_sent_at")
  Instant jobSentAt;

  @Column(name = "started_at")
  @Nullable Instant startedAt;

  @Column(name = "finished_at")
  @Nullable Instant finishedAt;
}
