package dev.slipway.service.trigger.store;

import dev.slipway.service.trigger.TriggerCall;
import dev.slipway.service.trigger.TriggerCalls;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The table {@code trigger_call}. */
@ApplicationScoped
class SqlTriggerCalls implements TriggerCalls {

  private static final int TOO_MANY = 429;
  private static final String TOUCH =
      "update build_trigger set last_called_at = :at, last_status = :status where id = :trigger";
  private static final String COUNT_UP =
      """
      update trigger_call
         set repeats = repeats + 1, called_at = :at, address = :address, body = :body, result = :result
       where status = 429
         and id = (select max(id) from trigger_call where trigger_id = :trigger)
      """;
  private static final String ADD =
      """
      insert into trigger_call (trigger_id, called_at, address, body, status, result, builds)
      values (:trigger, :at, :address, :body, :status, :result, :builds)
      """;
  private static final String TRIM =
      """
      delete from trigger_call
       where trigger_id = :trigger
         and id <= (select id from trigger_call where trigger_id = :trigger
                     order by id desc offset :kept limit 1)
      """;
  private static final String LIST =
      """
      select called_at as at, address as address, body as body, status as status, result as result,
             builds as builds, repeats as repeats
        from trigger_call where trigger_id = :trigger order by id desc limit :kept
      """;

  private final EntityManager entityManager;

  SqlTriggerCalls(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  @Override
  public void add(UUID triggerId, TriggerCall call) {
    int there =
        entityManager
            .createNativeQuery(TOUCH)
            .setParameter("at", call.calledAt())
            .setParameter("status", call.status())
            .setParameter("trigger", triggerId)
            .executeUpdate();
    if (there == 1 && !(call.status() == TOO_MANY && countUp(triggerId, call))) {
      insert(triggerId, call);
    }
  }

  private boolean countUp(UUID triggerId, TriggerCall call) {
    return entityManager
            .createNativeQuery(COUNT_UP)
            .setParameter("at", call.calledAt())
            .setParameter("address", call.address())
            .setParameter("body", call.body())
            .setParameter("result", call.result())
            .setParameter("trigger", triggerId)
            .executeUpdate()
        == 1;
  }

  private void insert(UUID triggerId, TriggerCall call) {
    entityManager
        .createNativeQuery(ADD)
        .setParameter("trigger", triggerId)
        .setParameter("at", call.calledAt())
        .setParameter("address", call.address())
        .setParameter("body", call.body())
        .setParameter("status", call.status())
        .setParameter("result", call.result())
        .setParameter("builds", call.builds().toArray(UUID[]::new))
        .executeUpdate();
    entityManager
        .createNativeQuery(TRIM)
        .setParameter("trigger", triggerId)
        .setParameter("kept", KEPT)
        .executeUpdate();
  }

  @Override
  public List<TriggerCall> ofTrigger(UUID triggerId) {
    List<?> rows =
        entityManager
            .createNativeQuery(LIST, Tuple.class)
            .setParameter("trigger", triggerId)
            .setParameter("kept", KEPT)
            .getResultList();
    return rows.stream().map(row -> call((Tuple) row)).toList();
  }

  private static TriggerCall call(Tuple row) {
    return new TriggerCall(
        row.get("at", Instant.class),
        row.get("address", String.class),
        row.get("body", String.class),
        row.get("status", Integer.class),
        row.get("result", String.class),
        List.of(row.get("builds", UUID[].class)),
        row.get("repeats", Integer.class));
  }
}
