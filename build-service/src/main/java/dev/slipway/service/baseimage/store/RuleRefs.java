package dev.slipway.service.baseimage.store;

import dev.slipway.core.git.RefName;
import dev.slipway.core.git.RefType;
import dev.slipway.service.baseimage.RuleRef;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.util.UUID;

/** A rule's ref in SQL. */
final class RuleRefs {

  /** Columns of a {@link RuleRef}, for {@link #of(Tuple)}. */
  static final String COLUMNS =
      "u.repository_id as repository, u.rule_id as rule, u.ref_type as type, u.ref_name as ref";

  /** Parameters that {@link #bind} sets. */
  static final String IS_OF =
      "repository_id = :repository and rule_id = :rule and ref_type = :type and ref_name = :ref";

  private RuleRefs() {}

  static Query bind(RuleRef target, Query query) {
    return query
        .setParameter("repository", target.repositoryId())
        .setParameter("rule", target.ruleId())
        .setParameter("type", target.ref().type().wireName())
        .setParameter("ref", target.ref().name());
  }

  static RuleRef of(Tuple row) {
    return new RuleRef(
        row.get("repository", UUID.class),
        row.get("rule", UUID.class),
        new RefName(RefType.parse(row.get("type", String.class)), row.get("ref", String.class)));
  }
}
