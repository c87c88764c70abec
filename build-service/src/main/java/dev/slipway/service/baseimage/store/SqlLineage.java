package dev.slipway.service.baseimage.store;

import dev.slipway.service.baseimage.Lineage;
import dev.slipway.service.baseimage.RuleRef;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** {@link Lineage} from {@code base_image_use} and the builds it names. */
@ApplicationScoped
class SqlLineage implements Lineage {

  private static final String NODES =
      "select distinct "
          + RuleRefs.COLUMNS
          + """
          , r.namespace || '/' || r.name as name, b.id as build,
            array_to_string(b.published, ' ') as published
           from base_image_use u
           join repository r on r.id = u.repository_id
           join build b on b.id = u.build_id
          where\s""";
  private static final String ONE = NODES + "u." + RuleRefs.IS_OF.replace("and ", "and u.");
  private static final String CHILDREN =
      NODES
          + """
            u.reference in (select w.reference from watched_image w
                              where w.reference in (:published) or w.parent_id = :parent)
          """;

  private final EntityManager entityManager;

  SqlLineage(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  @Override
  public Optional<Node> node(RuleRef ruleRef) {
    return nodes(RuleRefs.bind(ruleRef, entityManager.createNativeQuery(ONE, Tuple.class))).stream()
        .findFirst();
  }

  @Override
  public Collection<Node> children(Node node) {
    Set<String> published = node.published().isEmpty() ? Set.of("") : node.published();
    return nodes(
        entityManager
            .createNativeQuery(CHILDREN, Tuple.class)
            .setParameter("published", published)
            .setParameter("parent", node.ruleRef().repositoryId()));
  }

  private static List<Node> nodes(Query query) {
    List<?> rows = query.getResultList();
    return rows.stream().map(Tuple.class::cast).map(SqlLineage::node).toList();
  }

  private static Node node(Tuple row) {
    return new Node(
        RuleRefs.of(row),
        row.get("name", String.class),
        row.get("build", UUID.class),
        Arrays.stream(row.get("published", String.class).split(" "))
            .filter(reference -> !reference.isEmpty())
            .collect(Collectors.toSet()));
  }
}
