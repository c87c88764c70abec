package dev.slipway.service.notification.store;

import dev.slipway.service.build.Build;
import dev.slipway.service.notification.EarlierEnds;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

/** Reads of {@code build}: how the builds of a rule's ref ended. */
@ApplicationScoped
class SqlEarlierEnds implements EarlierEnds {

  private static final String LAST_END =
      """
      select state from build
       where repository_id = :repository and rule_id = :rule and ref_type = :type
         and ref_name = :ref and id <> :build
         and state in ('success', 'failed', 'error', 'timed_out', 'expired')
       order by finished_at desc limit 1
      """;

  private final EntityManager entityManager;

  SqlEarlierEnds(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  @Override
  public boolean failedBefore(Build build) {
    return entityManager
        .createNativeQuery(LAST_END, String.class)
        .setParameter("repository", build.repositoryId())
        .setParameter("rule", build.plan().ruleId())
        .setParameter("type", build.plan().ref().type().wireName())
        .setParameter("ref", build.plan().ref().name())
        .setParameter("build", build.id())
        .getResultStream()
        .anyMatch(state -> !"success".equals(state));
  }
}
