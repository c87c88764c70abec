package dev.slipway.service.repository.hook.store;

import dev.slipway.core.git.GitUrl;
import dev.slipway.service.repository.hook.HookRemovals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The table {@code hook_removal}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class SqlHookRemovals implements HookRemovals {

  private static final String ADD =
      """
      insert into hook_removal (id, linked_account, hook_id, clone_url, url, failures, next_attempt_at)
      select :id, a.id, :hook, :clone, :url, :failures, :due from linked_account a where a.id = :account
      """;
  private static final String TAKE =
      """
      update hook_removal set next_attempt_at = :until
       where id in (select id from hook_removal where next_attempt_at <= :now
                     order by next_attempt_at limit :limit for update skip locked)
      returning id, linked_account, hook_id, clone_url, url, failures
      """;
  private static final String IN_USE =
      """
      select r.clone_url from webhook w join repository r on r.id = w.repository_id
       where w.hook_id = :hook
      """;

  private final EntityManager entityManager;

  SqlHookRemovals(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  @Override
  public void add(Removal removal, Instant due) {
    entityManager
        .createNativeQuery(ADD)
        .setParameter("id", removal.id())
        .setParameter("account", removal.account())
        .setParameter("hook", removal.hookId())
        .setParameter("clone", removal.cloneUrl().toString())
        .setParameter("url", removal.url())
        .setParameter("failures", removal.failures())
        .setParameter("due", due)
        .executeUpdate();
  }

  @Override
  public List<Removal> take(Instant now, Instant until, int limit) {
    List<?> rows =
        entityManager
            .createNativeQuery(TAKE, Tuple.class)
            .setParameter("now", now)
            .setParameter("until", until)
            .setParameter("limit", limit)
            .getResultList();
    return rows.stream().map(Tuple.class::cast).map(SqlHookRemovals::removal).toList();
  }

  @Override
  public boolean isInUse(Removal removal) {
    List<?> rows =
        entityManager
            .createNativeQuery(IN_USE)
            .setParameter("hook", removal.hookId())
            .getResultList();
    return rows.stream()
        .map(String::valueOf)
        .map(GitUrl::parse)
        .anyMatch(removal.cloneUrl()::isSameRepositoryAs);
  }

  @Override
  public void forget(Removal removal) {
    entityManager
        .createNativeQuery("delete from hook_removal where id = :id")
        .setParameter("id", removal.id())
        .executeUpdate();
  }

  @Override
  public void putOff(Removal removal, Instant until) {
    entityManager
        .createNativeQuery(
            "update hook_removal set failures = failures + 1, next_attempt_at = :until"
                + " where id = :id")
        .setParameter("id", removal.id())
        .setParameter("until", until)
        .executeUpdate();
  }

  private static Removal removal(Tuple row) {
    return new Removal(
        row.get("id", UUID.class),
        row.get("linked_account", UUID.class),
        row.get("hook_id", String.class),
        GitUrl.parse(row.get("clone_url", String.class)),
        row.get("url", String.class),
        row.get("failures", Number.class).intValue());
  }
}
