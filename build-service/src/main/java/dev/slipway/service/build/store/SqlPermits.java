package dev.slipway.service.build.store;

import dev.slipway.core.image.Digest;
import dev.slipway.service.build.Build;
import dev.slipway.service.build.Permits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** The table {@code tag_permit}. */
@ApplicationScoped
class SqlPermits implements Permits {

  private static final String HELD =
      """
      select p.tag as tag, p.build_sequence as sequence,
             b.state = 'pushing' and b.permit_at is not null and b.lease_until > :now as writing
        from tag_permit p join build b on b.id = p.build_id
       where p.repository_id = :repository and p.ref_type = :type and p.ref_name = :name
         and p.tag in (:tags) and p.build_id <> :build
      """;
  private static final String GRANT =
      """
      insert into tag_permit (repository_id, tag, build_id, build_sequence, ref_type, ref_name, digest, granted_at)
      values (:repository, :tag, :build, :sequence, :type, :name, :digest, :now)
      on conflict (repository_id, tag, ref_type, ref_name)
      do update set build_id = excluded.build_id, build_sequence = excluded.build_sequence,
                    digest = excluded.digest, granted_at = excluded.granted_at
      """;

  private final EntityManager entityManager;
  private final Clock clock;

  SqlPermits(EntityManager entityManager, Clock clock) {
    this.entityManager = entityManager;
    this.clock = clock;
  }

  @Override
  public List<Held> heldByOthers(Build build) {
    List<?> rows =
        entityManager
            .createNativeQuery(HELD, Tuple.class)
            .setParameter("now", clock.instant())
            .setParameter("repository", build.repositoryId())
            .setParameter("type", build.plan().ref().type().wireName())
            .setParameter("name", build.plan().ref().name())
            .setParameter("tags", build.plan().tags())
            .setParameter("build", build.id())
            .getResultList();
    return rows.stream().map(Tuple.class::cast).map(SqlPermits::held).toList();
  }

  @Override
  public void grant(Build build, Digest digest, Instant now) {
    for (String tag : build.plan().tags()) {
      entityManager
          .createNativeQuery(GRANT)
          .setParameter("repository", build.repositoryId())
          .setParameter("tag", tag)
          .setParameter("build", build.id())
          .setParameter("sequence", build.sequence())
          .setParameter("type", build.plan().ref().type().wireName())
          .setParameter("name", build.plan().ref().name())
          .setParameter("digest", digest.value())
          .setParameter("now", now)
          .executeUpdate();
    }
  }

  private static Held held(Tuple row) {
    return new Held(
        row.get("tag", String.class),
        row.get("sequence", Number.class).longValue(),
        row.get("writing", Boolean.class));
  }
}
