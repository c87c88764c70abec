package dev.slipway.service.baseimage.link.store;

import dev.slipway.service.baseimage.link.Link;
import dev.slipway.service.baseimage.link.Links;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The table {@code repository_link}. */
@ApplicationScoped
class SqlLinks implements Links {

  private static final String LOCK =
      "select cast(pg_advisory_xact_lock(hashtextextended('slipway repository links', 0)) as text)";
  private static final String LINKS =
      """
      select id as id, repository_id as repository, rule_id as rule, reference as reference,
             parent_id as parent, created_at as created
        from repository_link where repository_id = :repository
      """;
  private static final String OF = LINKS + " order by created_at desc, id";
  private static final String ONE = LINKS + " and id = :id";
  private static final String ADD =
      """
      insert into repository_link (id, repository_id, rule_id, reference, parent_id, created_at)
      values (:id, :repository, cast(nullif(:rule, '') as uuid), :reference,
              cast(nullif(:parent, '') as uuid), :created)
      """;

  /** From now on: that the image changed before is no reason to build. */
  private static final String USE =
      """
      insert into base_image_use
        (repository_id, rule_id, ref_type, ref_name, reference, linked, digest, build_id, began_at)
      select b.repository_id, b.rule_id, b.ref_type, b.ref_name, w.reference, true, w.digest, b.id,
             b.started_at
        from (select distinct on (rule_id, ref_type, ref_name) * from build
               where repository_id = :repository and state = 'success'
               order by rule_id, ref_type, ref_name, sequence desc) b
        join build_rule r on r.id = b.rule_id
        join watched_image w on w.reference = :reference
       where :rule in ('', cast(b.rule_id as text))
      on conflict do nothing
      """;

  private static final String REMOVE = "delete from repository_link where id = :id";
  private static final String DROP_USES =
      """
      delete from base_image_use u
       where u.repository_id = :repository and u.reference = :reference and u.linked
         and not exists (select 1 from repository_link l
                          where l.repository_id = u.repository_id and l.reference = u.reference
                            and (l.rule_id is null or l.rule_id = u.rule_id))
      """;
  private static final String CHILDREN =
      """
      select u.repository_id from base_image_use u join watched_image w on w.reference = u.reference
       where w.image in (:images) or w.parent_id = :repository
      union
      select l.repository_id from repository_link l join watched_image w on w.reference = l.reference
       where w.image in (:images) or w.parent_id = :repository
      """;

  private final EntityManager entityManager;

  SqlLinks(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  @Override
  public void lock() {
    Object unused = entityManager.createNativeQuery(LOCK, String.class).getSingleResult();
  }

  @Override
  public List<Link> of(UUID repositoryId) {
    return links(
        entityManager.createNativeQuery(OF, Tuple.class).setParameter("repository", repositoryId));
  }

  @Override
  public Optional<Link> find(UUID repositoryId, UUID id) {
    return links(
            entityManager
                .createNativeQuery(ONE, Tuple.class)
                .setParameter("repository", repositoryId)
                .setParameter("id", id))
        .stream()
        .findFirst();
  }

  @Override
  public void add(Link link) {
    String rule = link.ruleId() == null ? "" : link.ruleId().toString();
    entityManager
        .createNativeQuery(ADD)
        .setParameter("id", link.id())
        .setParameter("repository", link.repositoryId())
        .setParameter("rule", rule)
        .setParameter("reference", link.reference())
        .setParameter("parent", link.parentId() == null ? "" : link.parentId().toString())
        .setParameter("created", link.createdAt())
        .executeUpdate();
    entityManager
        .createNativeQuery(USE)
        .setParameter("repository", link.repositoryId())
        .setParameter("reference", link.reference())
        .setParameter("rule", rule)
        .executeUpdate();
  }

  @Override
  public void remove(Link link) {
    entityManager.createNativeQuery(REMOVE).setParameter("id", link.id()).executeUpdate();
    entityManager
        .createNativeQuery(DROP_USES)
        .setParameter("repository", link.repositoryId())
        .setParameter("reference", link.reference())
        .executeUpdate();
  }

  @Override
  public Collection<UUID> children(UUID repositoryId, Collection<String> images) {
    List<?> ids =
        entityManager
            .createNativeQuery(CHILDREN, UUID.class)
            .setParameter("repository", repositoryId)
            .setParameter("images", images.isEmpty() ? Set.of("") : images)
            .getResultList();
    return ids.stream().map(UUID.class::cast).toList();
  }

  private static List<Link> links(Query query) {
    List<?> rows = query.getResultList();
    return rows.stream().map(Tuple.class::cast).map(SqlLinks::link).toList();
  }

  private static Link link(Tuple row) {
    return new Link(
        row.get("id", UUID.class),
        row.get("repository", UUID.class),
        row.get("rule", UUID.class),
        row.get("reference", String.class),
        row.get("parent", UUID.class),
        row.get("created", Instant.class));
  }
}
