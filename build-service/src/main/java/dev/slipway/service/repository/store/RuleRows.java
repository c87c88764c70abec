package dev.slipway.service.repository.store;

import dev.slipway.core.rule.BuildRule;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The build rules of repositories. */
@ApplicationScoped
class RuleRows implements PanacheRepositoryBase<RuleEntity, UUID> {

  List<BuildRule> of(UUID repositoryId) {
    return stream("repositoryId = ?1 order by position", repositoryId)
        .map(RuleEntity::toRule)
        .toList();
  }

  Map<UUID, List<BuildRule>> of(Collection<UUID> repositoryIds) {
    return stream("repositoryId in ?1 order by position", repositoryIds)
        .collect(
            Collectors.groupingBy(
                row -> row.repositoryId,
                Collectors.mapping(RuleEntity::toRule, Collectors.toList())));
  }

  /** Replaces all; a rule that stays keeps its row, and with it what hangs on it. */
  void replace(UUID repositoryId, List<BuildRule> rules) {
    Map<String, RuleEntity> gone =
        stream("repositoryId", repositoryId)
            .collect(Collectors.toMap(row -> row.id.toString(), Function.identity()));
    for (int position = 0; position < rules.size(); position++) {
      BuildRule rule = rules.get(position);
      RuleEntity row = gone.remove(rule.id());
      if (row == null) {
        persist(RuleEntity.of(repositoryId, position, rule));
      } else {
        row.write(position, rule);
      }
    }
    gone.values().forEach(this::delete);
  }
}
