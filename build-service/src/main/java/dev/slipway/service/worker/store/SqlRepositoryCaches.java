package dev.slipway.service.worker.store;

import dev.slipway.service.worker.RepositoryCaches;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.UUID;

/** The table {@code repository_cache}, seen together with {@code worker}. */
@ApplicationScoped
class SqlRepositoryCaches implements RepositoryCaches {

  private static final String USED =
      """
      insert into repository_cache (repository_id, cache_id, used_at)
      values (:repository, :cache, :now)
      on conflict (repository_id, cache_id)
      do update set used_at = greatest(repository_cache.used_at, excluded.used_at)
      """;
  private static final String KNOW =
      """
      select exists (select 1 from repository_cache
                      where repository_id = :repository and cache_id = :cache and used_at >= :since)
      """;
  private static final String OTHERS_FREE =
      """
      select exists (select 1 from repository_cache c join worker w on w.cache_id = c.cache_id
                      where c.repository_id = :repository and c.cache_id <> :cache
                        and c.used_at >= :used and w.last_seen_at >= :seen and w.free > 0)
      """;
  private static final String DEFER =
      "update build set deferred_at = :now where id = :build and deferred_at is null";

  private final EntityManager entityManager;

  SqlRepositoryCaches(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  @Override
  public void used(UUID repositoryId, String cacheId, Instant now) {
    entityManager
        .createNativeQuery(USED)
        .setParameter("repository", repositoryId)
        .setParameter("cache", cacheId)
        .setParameter("now", now)
        .executeUpdate();
  }

  @Override
  public boolean know(UUID repositoryId, String cacheId, Instant since) {
    return (Boolean)
        entityManager
            .createNativeQuery(KNOW, Boolean.class)
            .setParameter("repository", repositoryId)
            .setParameter("cache", cacheId)
            .setParameter("since", since)
            .getSingleResult();
  }

  @Override
  public boolean othersFree(
      UUID repositoryId, String cacheId, Instant usedSince, Instant seenSince) {
    return (Boolean)
        entityManager
            .createNativeQuery(OTHERS_FREE, Boolean.class)
            .setParameter("repository", repositoryId)
            .setParameter("cache", cacheId)
            .setParameter("used", usedSince)
            .setParameter("seen", seenSince)
            .getSingleResult();
  }

  @Override
  public boolean defer(UUID buildId, Instant now) {
    return entityManager
            .createNativeQuery(DEFER)
            .setParameter("now", now)
            .setParameter("build", buildId)
            .executeUpdate()
        > 0;
  }

  @Override
  public void forget(Instant before) {
    entityManager
        .createNativeQuery("delete from repository_cache where used_at < :before")
        .setParameter("before", before)
        .executeUpdate();
  }
}
