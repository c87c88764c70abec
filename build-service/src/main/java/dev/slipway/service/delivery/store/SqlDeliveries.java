package dev.slipway.service.delivery.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.message.DeliveryRecorded;
import dev.slipway.service.delivery.Deliveries;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.UUID;

/** The table {@code delivery}. */
@ApplicationScoped
class SqlDeliveries implements Deliveries {

  private static final String HOLD =
      "select cast(id as text) from repository where id = :id for key share";
  private static final String STORE =
      """
      insert into delivery (id, hook_id, delivery_id, repository_id, event, sender, received_at, ignored, record)
      values (:id, :hook, :delivery, :repository, :event, :sender, :received, :ignored, cast(:record as jsonb))
      on conflict (hook_id, delivery_id) do update set receptions = delivery.receptions + 1
      returning id
      """;

  private final EntityManager entityManager;
  private final ObjectMapper json;

  SqlDeliveries(EntityManager entityManager, ObjectMapper json) {
    this.entityManager = entityManager;
    this.json = json;
  }

  @Override
  public boolean holdRepository(UUID repositoryId) {
    return !entityManager
        .createNativeQuery(HOLD, String.class)
        .setParameter("id", repositoryId)
        .getResultList()
        .isEmpty();
  }

  @Override
  public UUID store(UUID repositoryId, DeliveryRecorded delivery) {
    return (UUID)
        entityManager
            .createNativeQuery(STORE, UUID.class)
            .setParameter("id", UUID.randomUUID())
            .setParameter("hook", delivery.hookId())
            .setParameter("delivery", delivery.deliveryId())
            .setParameter("repository", repositoryId)
            .setParameter("event", delivery.event())
            .setParameter("sender", delivery.sender())
            .setParameter("received", delivery.receivedAt())
            .setParameter("ignored", delivery.ignored())
            .setParameter("record", write(delivery))
            .getSingleResult();
  }

  private String write(DeliveryRecorded delivery) {
    try {
      return json.writeValueAsString(delivery);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a delivery can't be written as JSON", e);
    }
  }
}
