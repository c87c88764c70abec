package dev.slipway.service.delivery.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.message.DeliveryRecorded;
import dev.slipway.service.delivery.AdmissionKey;
import dev.slipway.service.delivery.DeliveryQueries;
import dev.slipway.service.delivery.DeliveryView;
import dev.slipway.service.delivery.DeliveryView.MadeBuild;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads of {@code delivery} and {@code admission} for those who show deliveries. */
@ApplicationScoped
@Transactional
class SqlDeliveryQueries implements DeliveryQueries {

  private static final String DELIVERIES =
      """
      select id as id, receptions as receptions, cast(record as text) as record from delivery
       where repository_id = :repository
       order by received_at desc, id offset :skip limit :limit
      """;
  private static final String ADMISSIONS =
      """
      select a.admission_key as key, a.build_id as build, b.state as state,
             a.decision as decision, a.reason as reason
        from admission a left join build b on b.id = a.build_id
       where a.delivery in (:deliveries)
      """;

  private final EntityManager entityManager;
  private final ObjectMapper json;

  SqlDeliveryQueries(EntityManager entityManager, ObjectMapper json) {
    this.entityManager = entityManager;
    this.json = json;
  }

  @Override
  public List<DeliveryView> ofRepository(UUID repositoryId, int skip, int limit) {
    List<?> found =
        entityManager
            .createNativeQuery(DELIVERIES, Tuple.class)
            .setParameter("repository", repositoryId)
            .setParameter("skip", skip)
            .setParameter("limit", limit)
            .getResultList();
    List<Tuple> deliveries = found.stream().map(Tuple.class::cast).toList();
    Map<String, MadeBuild> made =
        made(deliveries.stream().map(row -> row.get("id", UUID.class)).toList());
    return deliveries.stream().map(row -> view(row, made)).toList();
  }

  private DeliveryView view(Tuple row, Map<String, MadeBuild> made) {
    DeliveryRecorded delivery = read(row.get("record", String.class));
    return DeliveryView.of(
        delivery,
        row.get("receptions", Number.class).intValue(),
        (update, verdict) ->
            Optional.ofNullable(made.get(AdmissionKey.of(delivery, update, verdict)))
                .map(List::of)
                .orElse(List.of()));
  }

  private Map<String, MadeBuild> made(List<UUID> deliveries) {
    Map<String, MadeBuild> result = new HashMap<>();
    if (!deliveries.isEmpty()) {
      List<?> rows =
          entityManager
              .createNativeQuery(ADMISSIONS, Tuple.class)
              .setParameter("deliveries", deliveries)
              .getResultList();
      for (Object row : rows) {
        Tuple columns = (Tuple) row;
        result.put(
            columns.get("key", String.class),
            new MadeBuild(
                columns.get("build", UUID.class),
                columns.get("state", String.class),
                columns.get("decision", String.class),
                columns.get("reason", String.class)));
      }
    }
    return result;
  }

  private DeliveryRecorded read(String record) {
    try {
      return json.readValue(record, DeliveryRecorded.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored delivery can't be read", e);
    }
  }
}
