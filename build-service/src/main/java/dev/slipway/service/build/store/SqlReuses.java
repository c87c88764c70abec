package dev.slipway.service.build.store;

import dev.slipway.core.image.Digest;
import dev.slipway.core.protocol.WorkerProtocol.Reusable;
import dev.slipway.service.build.Reuses;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The inputs of the table {@code build}. */
@ApplicationScoped
class SqlReuses implements Reuses {

  private static final String NOTE = "update build set inputs = :inputs where id = :build";
  private static final String NEWEST =
      """
      select cast(coalesce(b.reused_from, b.id) as text) as build, b.digest as digest
        from build b
       where b.repository_id = :repository and b.inputs = :inputs
         and b.state = 'success' and b.digest is not null
       order by b.sequence desc limit 1
      """;

  private final EntityManager entityManager;

  SqlReuses(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  @Override
  public void note(UUID buildId, Digest inputs) {
    entityManager
        .createNativeQuery(NOTE)
        .setParameter("inputs", inputs.value())
        .setParameter("build", buildId)
        .executeUpdate();
  }

  @Override
  public Optional<Reusable> newest(UUID repositoryId, Digest inputs) {
    List<?> rows =
        entityManager
            .createNativeQuery(NEWEST, Tuple.class)
            .setParameter("repository", repositoryId)
            .setParameter("inputs", inputs.value())
            .getResultList();
    return rows.stream()
        .map(Tuple.class::cast)
        .map(row -> new Reusable(row.get("build", String.class), row.get("digest", String.class)))
        .findFirst();
  }
}
