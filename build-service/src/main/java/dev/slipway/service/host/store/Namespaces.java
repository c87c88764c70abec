package dev.slipway.service.host.store;

import dev.slipway.service.web.InvalidInputException;
import jakarta.persistence.EntityManager;

/** The table {@code namespace}, as far as this feature looks at it. */
final class Namespaces {

  private Namespaces() {}

  /**
   * Makes two changes of one namespace wait for each other.
   *
   * @throws InvalidInputException when there is none
   */
  static void lock(EntityManager entityManager, String namespace) {
    boolean missing =
        entityManager
            .createNativeQuery(
                "select name from namespace where name = ?1 for no key update", String.class)
            .setParameter(1, namespace)
            .getResultList()
            .isEmpty();
    if (missing) {
      throw new InvalidInputException("namespace", "there is no such namespace");
    }
  }
}
