package dev.slipway.service.source.store;

import dev.slipway.service.source.HostKeyStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** The table {@code source_host_key}. */
@ApplicationScoped
class SqlHostKeys implements HostKeyStore {

  private static final String READ =
      "select known_hosts from source_host_key where repository_id = :repository";
  private static final String WRITE =
      """
      insert into source_host_key (repository_id, known_hosts, updated_at)
      select id, :lines, :now from repository where id = :repository
      on conflict (repository_id)
      do update set known_hosts = excluded.known_hosts, updated_at = excluded.updated_at
      """;

  private final EntityManager entityManager;
  private final Clock clock;

  SqlHostKeys(EntityManager entityManager, Clock clock) {
    this.entityManager = entityManager;
    this.clock = clock;
  }

  @Override
  @Transactional
  public String read(UUID repositoryId) {
    List<?> rows =
        entityManager
            .createNativeQuery(READ)
            .setParameter("repository", repositoryId)
            .getResultList();
    return rows.isEmpty() ? "" : String.valueOf(rows.get(0));
  }

  @Override
  @Transactional
  public void write(UUID repositoryId, String lines) {
    entityManager
        .createNativeQuery(WRITE)
        .setParameter("repository", repositoryId)
        .setParameter("lines", lines)
        .setParameter("now", clock.instant())
        .executeUpdate();
  }
}
