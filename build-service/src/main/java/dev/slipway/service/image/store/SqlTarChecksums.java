package dev.slipway.service.image.store;

import dev.slipway.core.image.Digest;
import dev.slipway.service.image.tar.TarChecksums;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The table {@code image_tar}. */
@ApplicationScoped
@Transactional
class SqlTarChecksums implements TarChecksums {

  private static final String FIND = "select sha256 from image_tar where layout = :layout";
  private static final String NOTE =
      """
      insert into image_tar (layout, sha256, computed_at) values (:layout, :sha256, :now)
      on conflict (layout) do nothing
      """;

  private final EntityManager entityManager;

  SqlTarChecksums(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  @Override
  public Optional<Digest> find(Digest layout) {
    List<?> rows =
        entityManager
            .createNativeQuery(FIND, String.class)
            .setParameter("layout", layout.value())
            .getResultList();
    return rows.stream().map(hex -> new Digest("sha256:" + hex)).findFirst();
  }

  @Override
  public void note(Digest layout, Digest checksum, Instant now) {
    entityManager
        .createNativeQuery(NOTE)
        .setParameter("layout", layout.value())
        .setParameter("sha256", checksum.hex())
        .setParameter("now", now)
        .executeUpdate();
  }
}
