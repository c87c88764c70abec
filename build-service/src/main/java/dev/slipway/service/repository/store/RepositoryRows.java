package dev.slipway.service.repository.store;

import dev.slipway.service.access.NoSuchThingException;
import dev.slipway.service.repository.RepositoryName;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityNotFoundException;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;

/** The repositories' own rows. */
@ApplicationScoped
class RepositoryRows implements PanacheRepositoryBase<RepositoryEntity, UUID> {

  Optional<RepositoryEntity> byName(RepositoryName name) {
    return find("namespace = ?1 and name = ?2", name.namespace(), name.name())
        .firstResultOptional();
  }

  RepositoryEntity require(UUID id) {
    return findByIdOptional(id).orElseThrow(RepositoryRows::gone);
  }

  /** Reads it anew, and keeps other changes waiting until the transaction's end. */
  RepositoryEntity lock(UUID id) {
    flush();
    RepositoryEntity row = require(id);
    try {
      getEntityManager().refresh(row, LockModeType.PESSIMISTIC_WRITE);
    } catch (EntityNotFoundException e) {
      throw gone();
    }
    return row;
  }

  private static NoSuchThingException gone() {
    return new NoSuchThingException("the repository was deleted");
  }
}
