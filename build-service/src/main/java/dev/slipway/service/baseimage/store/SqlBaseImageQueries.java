package dev.slipway.service.baseimage.store;

import dev.slipway.service.baseimage.BaseImageQueries;
import dev.slipway.service.baseimage.BaseImageView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads of {@code base_image_use} for those who show it. */
@ApplicationScoped
@Transactional
class SqlBaseImageQueries implements BaseImageQueries {

  private static final String USES =
      """
      select u.reference as reference, u.rule_id as rule, u.ref_type as type, u.ref_name as ref,
             u.build_id as build, u.digest as digest, u.linked as linked, u.note as note,
             w.digest as present, w.digest_since as since, w.looked_at as looked,
             w.error as error, w.next_look_at as next, w.registry is not null as remote,
             exists (select 1 from followed_use f
                      where f.repository_id = u.repository_id and f.rule_id = u.rule_id
                        and f.ref_type = u.ref_type and f.ref_name = u.ref_name
                        and f.reference = u.reference) as watched
        from base_image_use u join watched_image w on w.reference = u.reference
       where u.repository_id = :repository
       order by u.reference, u.ref_type, u.ref_name, u.rule_id
      offset :skip limit :limit
      """;

  private final EntityManager entityManager;

  SqlBaseImageQueries(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  @Override
  public List<BaseImageView> ofRepository(UUID repositoryId, int skip, int limit) {
    List<?> rows =
        entityManager
            .createNativeQuery(USES, Tuple.class)
            .setParameter("repository", repositoryId)
            .setParameter("skip", skip)
            .setParameter("limit", limit)
            .getResultList();
    return rows.stream().map(Tuple.class::cast).map(SqlBaseImageQueries::view).toList();
  }

  private static BaseImageView view(Tuple row) {
    boolean watched = row.get("watched", Boolean.class);
    boolean polled = watched && row.get("remote", Boolean.class);
    @Nullable String digest = row.get("digest", String.class);
    @Nullable String present = row.get("present", String.class);
    return new BaseImageView(
        row.get("reference", String.class),
        row.get("rule", UUID.class),
        row.get("type", String.class),
        row.get("ref", String.class),
        row.get("build", UUID.class),
        digest,
        present,
        row.get("since", Instant.class),
        present != null && !present.equals(digest),
        watched,
        row.get("linked", Boolean.class),
        row.get("looked", Instant.class),
        row.get("error", String.class),
        polled ? row.get("next", Instant.class) : null,
        row.get("note", String.class));
  }
}
