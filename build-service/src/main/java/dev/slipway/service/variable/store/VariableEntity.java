package dev.slipway.service.variable.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "build_variable")
class VariableEntity {

  @Id UUID id;

  @Column(name = "repository_id")
  UUID repositoryId;

  @Column(name = "rule_id")
  @Nullable UUID ruleId;

  String name;

  /** Null exactly when the sealed one is there. */
  @Nullable String value;

  @Column(name = "value_sealed")
  @Nullable String valueSealed;

  @Column(name = "updated_at")
  Instant updatedAt;
}
