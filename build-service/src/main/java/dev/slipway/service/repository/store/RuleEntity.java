package dev.slipway.service.repository.store;

import dev.slipway.core.git.RefType;
import dev.slipway.core.rule.BuildRule;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "build_rule")
class RuleEntity {

  @Id UUID id;

  @Column(name = "repository_id")
  UUID repositoryId;

  int position;

  /** The type's wire name. */
  String type;

  String name;
  String dockerfile;
  @Nullable String context;
  String tag;
  boolean active;

  @JdbcTypeCode(SqlTypes.ARRAY)
  @Column(name = "include_paths")
  String[] includePaths;

  @JdbcTypeCode(SqlTypes.ARRAY)
  @Column(name = "exclude_paths")
  String[] excludePaths;

  @JdbcTypeCode(SqlTypes.JSON)
  @Column(name = "build_args")
  Map<String, String> buildArgs;

  @Nullable String target;

  @JdbcTypeCode(SqlTypes.ARRAY)
  String[] platforms;

  @Column(name = "use_cache")
  boolean cache;

  static RuleEntity of(UUID repositoryId, int position, BuildRule rule) {
    RuleEntity entity = new RuleEntity();
    entity.id = UUID.fromString(rule.id());
    entity.repositoryId = repositoryId;
    entity.write(position, rule);
    return entity;
  }

  /** Writes everything but the identity. */
  void write(int newPosition, BuildRule rule) {
    position = newPosition;
    type = rule.type().wireName();
    name = rule.name();
    dockerfile = rule.dockerfile();
    context = rule.context();
    tag = rule.tag();
    active = rule.active();
    includePaths = rule.includePaths().toArray(String[]::new);
    excludePaths = rule.excludePaths().toArray(String[]::new);
    buildArgs = rule.buildArgs();
    target = rule.target();
    platforms = rule.platforms().toArray(String[]::new);
    cache = rule.cache();
  }

  BuildRule toRule() {
    return new BuildRule(
        id.toString(),
        RefType.parse(type),
        name,
        dockerfile,
        context,
        tag,
        active,
        List.of(includePaths),
        List.of(excludePaths),
        buildArgs,
        target,
        List.of(platforms),
        cache);
  }
}
