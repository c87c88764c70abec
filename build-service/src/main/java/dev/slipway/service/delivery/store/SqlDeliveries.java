package dev.slipway.service.delivery.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.message.DeliveryRecorded;
import dev.slipway.service.delivery.Deliveries;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Optional;
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

  private static final String FIND =
      """
      select cast(record as text) from delivery where id = :id and repository_id = :repository
      """;
  private static final String REMOVE_OLD =
      """
      delete from delivery where id in (
        select id from (
          select id, received_at,
                 row_number() over (partition by repository_id order by received_at desc, id) as place
            from delivery) d
         where received_at < :before or place > :most
         limit :limit)
      """;
  private static final String TRIM_HISTORY =
      """
      delete from ref_update where id in (
        select h.id from (
          select *, row_number() over (partition by repository_id order by id desc) as place
            from ref_update) h
         where h.place > :most
           and (h.commit_sha is null or h.stale or exists (
                 select 1 from ref_update o
                  where o.repository_id = h.repository_id and o.ref_type = h.ref_type
                    and o.ref_name = h.ref_name and o.id > h.id and not o.stale))
         limit :limit)
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

  @Override
  public Optional<DeliveryRecorded> find(UUID repositoryId, UUID id) {
    return entityManager
        .createNativeQuery(FIND, String.class)
        .setParameter("id", id)
        .setParameter("repository", repositoryId)
        .getResultStream()
        .map(record -> read((String) record))
        .findFirst();
  }

  @Override
  public int removeOld(Instant before, int mostOfRepository, int limit) {
    return entityManager
        .createNativeQuery(REMOVE_OLD)
        .setParameter("before", before)
        .setParameter("most", mostOfRepository)
        .setParameter("limit", limit)
        .executeUpdate();
  }

  @Override
  public int trimHistory(int mostOfRepository, int limit) {
    return entityManager
        .createNativeQuery(TRIM_HISTORY)
        .setParameter("most", mostOfRepository)
        .setParameter("limit", limit)
        .executeUpdate();
  }

  private DeliveryRecorded read(String record) {
    try {
      return json.readValue(record, DeliveryRecorded.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored delivery can't be read", e);
    }
  }

  private String write(DeliveryRecorded delivery) {
    try {
      return json.writeValueAsString(delivery);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a delivery can't be written as JSON", e);
    }
  }
}
