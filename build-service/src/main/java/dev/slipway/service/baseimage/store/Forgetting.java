package dev.slipway.service.baseimage.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;

/**
 * Removes what nobody stands on any more. An image is locked before it is looked at once more, so
 * that a build that begins to stand on it meanwhile keeps it.
 */
@ApplicationScoped
class Forgetting {

  private static final List<String> RULES_GONE =
      List.of(
          "delete from base_image_use u"
              + " where not exists (select 1 from build_rule r where r.id = u.rule_id)",
          "delete from repository_link l where l.rule_id is not null"
              + " and not exists (select 1 from build_rule r where r.id = l.rule_id)");
  private static final String UNUSED =
      """
       not exists (select 1 from base_image_use u where u.reference = w.reference)
       and not exists (select 1 from repository_link l where l.reference = w.reference)
      """;
  private static final String LOCK_UNUSED =
      "select reference from watched_image w where " + UNUSED + " limit 500 for update skip locked";
  private static final String DELETE =
      "delete from watched_image w where w.reference in (:references) and " + UNUSED;
  private static final String DELETE_PACES =
      """
      delete from registry_pace p
       where (p.paused_until is null or p.paused_until < now())
         and not exists (select 1 from watched_image w where w.registry = p.registry)
      """;

  private final EntityManager entityManager;

  Forgetting(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  void run() {
    RULES_GONE.forEach(sql -> entityManager.createNativeQuery(sql).executeUpdate());
    List<?> unused = entityManager.createNativeQuery(LOCK_UNUSED, String.class).getResultList();
    if (!unused.isEmpty()) {
      entityManager.createNativeQuery(DELETE).setParameter("references", unused).executeUpdate();
    }
    entityManager.createNativeQuery(DELETE_PACES).executeUpdate();
  }
}
