package dev.slipway.service.delivery.store;

import dev.slipway.core.message.DeliveryRejected;
import dev.slipway.service.delivery.RejectedDeliveries;
import dev.slipway.service.delivery.RejectedView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The table {@code rejected_delivery}. */
@ApplicationScoped
@Transactional
class SqlRejectedDeliveries implements RejectedDeliveries {

  /** Selects from the repository, so that nothing is added to one that is gone. */
  private static final String ADD =
      """
      insert into rejected_delivery as r
             (repository_id, reason, total, status, detail, delivery_id, event, first_at, last_at)
      select id, :reason, :count, :status, :detail, :delivery, :event, :at, :at
        from repository where id = :repository for key share
      on conflict (repository_id, reason) do update
         set total = r.total + excluded.total, status = excluded.status, detail = excluded.detail,
             delivery_id = excluded.delivery_id, event = excluded.event,
             last_at = greatest(r.last_at, excluded.last_at)
      """;

  private static final String LIST =
      """
      select reason as reason, total as total, status as status, detail as detail,
             delivery_id as delivery, event as event, first_at as first, last_at as last
        from rejected_delivery where repository_id = :repository order by last_at desc, reason
      """;

  private final EntityManager entityManager;

  SqlRejectedDeliveries(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  @Override
  public void add(UUID repositoryId, DeliveryRejected message) {
    entityManager
        .createNativeQuery(ADD)
        .setParameter("repository", repositoryId)
        .setParameter("reason", message.reason())
        .setParameter("count", message.count())
        .setParameter("status", message.status())
        .setParameter("detail", message.detail())
        .setParameter("delivery", message.deliveryId())
        .setParameter("event", message.event())
        .setParameter("at", message.at())
        .executeUpdate();
  }

  @Override
  public List<RejectedView> ofRepository(UUID repositoryId) {
    List<?> rows =
        entityManager
            .createNativeQuery(LIST, Tuple.class)
            .setParameter("repository", repositoryId)
            .getResultList();
    return rows.stream().map(Tuple.class::cast).map(SqlRejectedDeliveries::view).toList();
  }

  private static RejectedView view(Tuple row) {
    return new RejectedView(
        row.get("reason", String.class),
        row.get("total", Number.class).longValue(),
        row.get("status", Number.class).intValue(),
        row.get("detail", String.class),
        row.get("delivery", String.class),
        row.get("event", String.class),
        row.get("first", Instant.class),
        row.get("last", Instant.class));
  }
}
