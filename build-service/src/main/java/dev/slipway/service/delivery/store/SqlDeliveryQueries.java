package dev.slipway.service.delivery.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.message.DeliveryRecorded;
import dev.slipway.service.delivery.AdmissionKey;
import dev.slipway.service.delivery.DeliveryQueries;
import dev.slipway.service.delivery.DeliveryView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads of {@code delivery} for those who show deliveries. */
@ApplicationScoped
@Transactional
class SqlDeliveryQueries implements DeliveryQueries {

  private static final String COLUMNS =
      "select id as id, receptions as receptions, cast(record as text) as record from delivery";
  private static final String DELIVERIES =
      COLUMNS
          + """
             where repository_id = :repository
             order by received_at desc, id offset :skip limit :limit
            """;
  private static final String DELIVERY =
      COLUMNS + " where repository_id = :repository and id = :id";

  private final EntityManager entityManager;
  private final ObjectMapper json;
  private final SqlMadeBuilds madeBuilds;

  SqlDeliveryQueries(EntityManager entityManager, ObjectMapper json, SqlMadeBuilds madeBuilds) {
    this.entityManager = entityManager;
    this.json = json;
    this.madeBuilds = madeBuilds;
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
    return views(found);
  }

  @Override
  public Optional<DeliveryView> byId(UUID repositoryId, UUID id) {
    List<?> found =
        entityManager
            .createNativeQuery(DELIVERY, Tuple.class)
            .setParameter("repository", repositoryId)
            .setParameter("id", id)
            .getResultList();
    return views(found).stream().findFirst();
  }

  private List<DeliveryView> views(List<?> found) {
    List<Tuple> deliveries = found.stream().map(Tuple.class::cast).toList();
    SqlMadeBuilds.Made made =
        madeBuilds.of(deliveries.stream().map(row -> row.get("id", UUID.class)).toList());
    return deliveries.stream().map(row -> view(row, made)).toList();
  }

  private DeliveryView view(Tuple row, SqlMadeBuilds.Made made) {
    UUID id = row.get("id", UUID.class);
    DeliveryRecorded delivery = read(row.get("record", String.class));
    return DeliveryView.of(
        id,
        delivery,
        row.get("receptions", Number.class).intValue(),
        (update, verdict) ->
            Optional.ofNullable(made.byKey().get(AdmissionKey.of(delivery, update, verdict)))
                .map(List::of)
                .orElse(List.of()),
        made.replays().getOrDefault(id, List.of()));
  }

  private DeliveryRecorded read(String record) {
    try {
      return json.readValue(record, DeliveryRecorded.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored delivery can't be read", e);
    }
  }
}
