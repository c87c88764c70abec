package dev.slipway.service.notification.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Takes due notifications so that several services never take the same, nor too many for one
 * target: who takes from a target holds its row until the end of the transaction.
 */
@ApplicationScoped
class ClaimedRows {

  private static final String TARGETS =
      """
      select t.id from notification_target t
       where t.enabled and exists (
               select 1 from notification n
                where n.target_id = t.id and n.state = 'waiting' and n.next_attempt_at <= :now
                  and (n.claimed_until is null or n.claimed_until <= :now))
         and (select count(*) from notification n
               where n.target_id = t.id and n.state = 'waiting' and n.claimed_until > :now) < :most
       order by (select min(n.next_attempt_at) from notification n
                  where n.target_id = t.id and n.state = 'waiting')
       limit :limit
         for no key update of t skip locked
      """;
  private static final String CLAIM =
      """
      update notification set claimed_until = :until where id in (
        select id from notification
         where target_id = :target and state = 'waiting' and next_attempt_at <= :now
           and (claimed_until is null or claimed_until <= :now)
         order by next_attempt_at, sequence
         limit greatest(0, least(:limit, :most - (
                 select count(*) from notification
                  where target_id = :target and state = 'waiting' and claimed_until > :now))))
      returning id
      """;

  private final EntityManager entityManager;

  ClaimedRows(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  /** The ids of those that are the caller's now. */
  List<UUID> claim(Instant now, Instant until, int limit, int limitOfTarget) {
    List<UUID> claimed = new ArrayList<>();
    for (UUID target : targets(now, limit, limitOfTarget)) {
      if (claimed.size() < limit) {
        claimed.addAll(claim(target, now, until, limit - claimed.size(), limitOfTarget));
      }
    }
    return claimed;
  }

  private List<UUID> targets(Instant now, int limit, int limitOfTarget) {
    List<?> found =
        entityManager
            .createNativeQuery(TARGETS, UUID.class)
            .setParameter("now", now)
            .setParameter("most", limitOfTarget)
            .setParameter("limit", limit)
            .getResultList();
    return found.stream().map(UUID.class::cast).toList();
  }

  private List<UUID> claim(UUID target, Instant now, Instant until, int limit, int limitOfTarget) {
    List<?> found =
        entityManager
            .createNativeQuery(CLAIM, UUID.class)
            .setParameter("target", target)
            .setParameter("now", now)
            .setParameter("until", until)
            .setParameter("limit", limit)
            .setParameter("most", limitOfTarget)
            .getResultList();
    return found.stream().map(UUID.class::cast).toList();
  }
}
