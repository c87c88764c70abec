package dev.slipway.service.access.store;

import dev.slipway.service.access.Namespaces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

@ApplicationScoped
class NamespacesStore implements Namespaces {

  private final EntityManager database;

  NamespacesStore(EntityManager database) {
    this.database = database;
  }

  @Override
  @Transactional
  public boolean exists(String name) {
    return !database
        .createNativeQuery("select 1 from namespace where name = ?1")
        .setParameter(1, name)
        .getResultList()
        .isEmpty();
  }
}
