package dev.slipway.service.schedule.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A row of {@code schedule}. */
@Entity
@Table(name = "schedule")
class ScheduleEntity {

  @Id UUID id;

  @Column(name = "repository_id", updatable = false)
  UUID repositoryId;

  String name;
  String cron;

  @Column(name = "time_zone")
  String timeZone;

  @Column(name = "ref_type")
  @Nullable String refType;

  @Column(name = "ref_name")
  @Nullable String refName;

  @Column(name = "rule_id")
  @Nullable UUID ruleId;

  @Column(name = "use_cache")
  boolean cache;

  @Column(name = "only_when_changed")
  boolean onlyWhenChanged;

  boolean enabled;

  @Column(name = "created_at", updatable = false)
  Instant createdAt;

  @Column(name = "next_run_at")
  @Nullable Instant nextRunAt;

  @Column(name = "next_attempt_at")
  @Nullable Instant nextAttemptAt;

  int attempts;

  @Column(name = "last_run_at")
  @Nullable Instant lastRunAt;

  @Column(name = "last_result")
  @Nullable String lastResult;

  @JdbcTypeCode(SqlTypes.ARRAY)
  @Column(name = "last_builds")
  UUID[] lastBuilds;
}
