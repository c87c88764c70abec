package dev.slipway.service.baseimage.store;

import dev.slipway.service.baseimage.BaseImageWatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.UUID;

/** The column {@code repository.watch_base_images}. */
@ApplicationScoped
class SqlBaseImageWatch implements BaseImageWatch {

  private static final String READ =
      "select cast(id as text) from repository where id = :id and watch_base_images";
  private static final String WRITE =
      "update repository set watch_base_images = :on where id = :id";

  private final EntityManager entityManager;

  SqlBaseImageWatch(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  @Override
  public boolean isOn(UUID repositoryId) {
    return !entityManager
        .createNativeQuery(READ, String.class)
        .setParameter("id", repositoryId)
        .getResultList()
        .isEmpty();
  }

  @Override
  public void set(UUID repositoryId, boolean on) {
    entityManager
        .createNativeQuery(WRITE)
        .setParameter("on", on)
        .setParameter("id", repositoryId)
        .executeUpdate();
  }
}
