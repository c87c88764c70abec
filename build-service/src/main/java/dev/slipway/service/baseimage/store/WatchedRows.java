package dev.slipway.service.baseimage.store;

import dev.slipway.core.image.ImageReference;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.UUID;

/** Puts images into {@code watched_image}; one that is there stays as it is. */
@ApplicationScoped
class WatchedRows {

  private static final String ADD =
      """
      insert into watched_image (reference, image, registry, next_look_at)
      values (:reference, :image, :registry, :now) on conflict do nothing
      """;

  /** A repository's newest image is what it stands for from the start. */
  private static final String ADD_PARENT =
      """
      insert into watched_image (reference, image, parent_id, digest, digest_since, next_look_at)
      select :reference, :reference, cast(:parent as uuid), newest.digest,
             case when newest.digest is null then null else cast(:now as timestamptz) end, cast(:now as timestamptz)
        from (values (1)) one
        left join (select digest from build
                    where repository_id = :parent and state = 'success'
                    order by sequence desc limit 1) newest on true
      on conflict do nothing
      """;

  private final EntityManager entityManager;
  private final Clock clock;

  WatchedRows(EntityManager entityManager, Clock clock) {
    this.entityManager = entityManager;
    this.clock = clock;
  }

  /** An image with a tag, to be looked at as soon as somebody stands on it. */
  void add(ImageReference image) {
    entityManager
        .createNativeQuery(ADD)
        .setParameter("reference", image.toString())
        .setParameter("image", image.name())
        .setParameter("registry", image.registry())
        .setParameter("now", clock.instant())
        .executeUpdate();
  }

  /** A repository of this installation, by its name. */
  void addParent(String name, UUID repositoryId) {
    entityManager
        .createNativeQuery(ADD_PARENT)
        .setParameter("reference", name)
        .setParameter("parent", repositoryId)
        .setParameter("now", clock.instant())
        .executeUpdate();
  }
}
