package dev.slipway.service.baseimage.store;

import dev.slipway.service.baseimage.BaseChange;
import dev.slipway.service.baseimage.OutdatedUses;
import dev.slipway.service.baseimage.RuleRef;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Comparisons of {@code base_image_use} with {@code watched_image}. */
@ApplicationScoped
@Transactional
class SqlOutdatedUses implements OutdatedUses {

  /**
   * A build that began after the change was seen and stands on something else all the same got that
   * from elsewhere, such as a mirror that lags behind; another build would get it too.
   */
  private static final String OUTDATED =
      """
       w.digest is not null and u.digest is distinct from w.digest and u.began_at < w.digest_since
       and u.asked_digest is distinct from w.digest
      """;

  private static final String FIND =
      "select distinct "
          + RuleRefs.COLUMNS
          + """
           from followed_use u
           join watched_image w on w.reference = u.reference
           join build_rule r on r.id = u.rule_id and r.active
          where"""
          + OUTDATED
          + """
            and not exists (select 1 from build b
                             where b.repository_id = u.repository_id and b.rule_id = u.rule_id
                               and b.ref_type = u.ref_type and b.ref_name = u.ref_name
                               and b.state in ('queued', 'building', 'pushing'))
          limit :limit
          """;

  private static final String LOCK =
      """
      select u.reference as reference, w.parent_id as parent, u.digest as before, w.digest as after,
             u.build_id as build
        from base_image_use u join watched_image w on w.reference = u.reference
       where u.repository_id = :repository and u.rule_id = :rule
         and u.ref_type = :type and u.ref_name = :ref
         and exists (select 1 from followed_use f
                      where f.repository_id = u.repository_id and f.rule_id = u.rule_id
                        and f.ref_type = u.ref_type and f.ref_name = u.ref_name
                        and f.reference = u.reference)
         and"""
          + OUTDATED
          + " order by u.reference for update of u skip locked";

  private static final String SETTLE =
      "update base_image_use set asked_digest = :digest, note = nullif(:note, '')"
          + " where reference = :reference and "
          + RuleRefs.IS_OF;
  private static final String DROP = "delete from base_image_use where " + RuleRefs.IS_OF;

  private final EntityManager entityManager;

  SqlOutdatedUses(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  @Override
  public List<RuleRef> find(int limit) {
    List<?> rows =
        entityManager
            .createNativeQuery(FIND, Tuple.class)
            .setParameter("limit", limit)
            .getResultList();
    return rows.stream().map(Tuple.class::cast).map(RuleRefs::of).toList();
  }

  @Override
  public List<BaseChange> lock(RuleRef target) {
    List<?> rows =
        RuleRefs.bind(target, entityManager.createNativeQuery(LOCK, Tuple.class)).getResultList();
    return rows.stream().map(Tuple.class::cast).map(SqlOutdatedUses::change).toList();
  }

  @Override
  public void settle(RuleRef target, Collection<BaseChange> changes, String note) {
    for (BaseChange change : changes) {
      RuleRefs.bind(target, entityManager.createNativeQuery(SETTLE))
          .setParameter("digest", change.to())
          .setParameter("note", note)
          .setParameter("reference", change.reference())
          .executeUpdate();
    }
  }

  @Override
  public void drop(RuleRef target) {
    RuleRefs.bind(target, entityManager.createNativeQuery(DROP)).executeUpdate();
  }

  private static BaseChange change(Tuple row) {
    return new BaseChange(
        row.get("reference", String.class),
        row.get("parent", UUID.class),
        row.get("before", String.class),
        row.get("after", String.class),
        row.get("build", UUID.class));
  }
}
