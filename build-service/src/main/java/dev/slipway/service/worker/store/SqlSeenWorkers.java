package dev.slipway.service.worker.store;

import dev.slipway.service.worker.SeenWorker;
import dev.slipway.service.worker.SeenWorkers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The table {@code worker}. */
@ApplicationScoped
@Transactional
class SqlSeenWorkers implements SeenWorkers {

  /** What instances heard may be stored in another order than it was told in; the newest stays. */
  private static final String SAW =
      """
      insert into worker (id, cache_id, slots, free, version, engines, first_seen_at, last_seen_at)
      values (:id, :cache, :slots, :free, :version, :engines, :first, :last)
      on conflict (id)
      do update set cache_id = excluded.cache_id, slots = excluded.slots, free = excluded.free,
                    version = excluded.version, engines = excluded.engines,
                    last_seen_at = excluded.last_seen_at
              where worker.last_seen_at <= excluded.last_seen_at
      """;

  private static final String LIST =
      """
      select id as id, cache_id as cache, slots as slots, free as free, version as version,
             engines as engines, first_seen_at as first, last_seen_at as last
        from worker where id > :after order by id limit :limit
      """;

  private final EntityManager entityManager;

  SqlSeenWorkers(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  @Override
  public void saw(SeenWorker worker) {
    entityManager
        .createNativeQuery(SAW)
        .setParameter("id", worker.id())
        .setParameter("cache", worker.cacheId())
        .setParameter("slots", worker.slots())
        .setParameter("free", worker.free())
        .setParameter("version", worker.version())
        .setParameter("engines", worker.engines().toArray(String[]::new))
        .setParameter("first", worker.firstSeenAt())
        .setParameter("last", worker.lastSeenAt())
        .executeUpdate();
  }

  @Override
  public List<SeenWorker> list(@Nullable String after, int limit) {
    List<?> rows =
        entityManager
            .createNativeQuery(LIST, Tuple.class)
            .setParameter("after", Objects.requireNonNullElse(after, ""))
            .setParameter("limit", limit)
            .getResultList();
    return rows.stream().map(Tuple.class::cast).map(SqlSeenWorkers::worker).toList();
  }

  @Override
  public void forget(Instant before) {
    entityManager
        .createNativeQuery("delete from worker where last_seen_at < :before")
        .setParameter("before", before)
        .executeUpdate();
  }

  private static SeenWorker worker(Tuple row) {
    return new SeenWorker(
        row.get("id", String.class),
        row.get("cache", String.class),
        row.get("slots", Integer.class),
        row.get("free", Integer.class),
        row.get("version", String.class),
        List.of(row.get("engines", String[].class)),
        row.get("first", Instant.class),
        row.get("last", Instant.class));
  }
}
