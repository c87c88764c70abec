package dev.slipway.service.delivery.store;

import dev.slipway.service.delivery.DeliveryView.MadeBuild;
import dev.slipway.service.delivery.DeliveryView.Replayed;
import dev.slipway.service.delivery.ReplayDelivery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads of {@code admission}: what deliveries and their replays made. */
@ApplicationScoped
class SqlMadeBuilds {

  /** How many builds of a delivery's replays are shown. */
  private static final int MOST_REPLAYS = 50;

  private static final String ADMISSIONS =
      """
      select a.admission_key as key, a.delivery as delivery, a.build_id as build, b.state as state,
             a.decision as decision, a.reason as reason, a.decided_at as decided, a.ref_type as type,
             a.ref_name as name, a.commit_sha as commit, cast(a.rule_id as text) as rule
        from admission a left join build b on b.id = a.build_id
       where a.delivery in (:deliveries)
       order by a.decided_at desc, a.admission_key
      """;

  private final EntityManager entityManager;

  SqlMadeBuilds(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  /**
   * What was made.
   *
   * @param byKey of the deliveries themselves, by the admission's key
   * @param replays of their replays, by the delivery's id, newest first
   */
  record Made(Map<String, MadeBuild> byKey, Map<UUID, List<Replayed>> replays) {}

  Made of(List<UUID> deliveries) {
    Made made = new Made(new HashMap<>(), new HashMap<>());
    if (!deliveries.isEmpty()) {
      List<?> rows =
          entityManager
              .createNativeQuery(ADMISSIONS, Tuple.class)
              .setParameter("deliveries", deliveries)
              .getResultList();
      rows.forEach(row -> add(made, (Tuple) row));
    }
    return made;
  }

  private static void add(Made made, Tuple row) {
    String key = row.get("key", String.class);
    if (key.startsWith(ReplayDelivery.KEY_PREFIX)) {
      List<Replayed> replays =
          made.replays()
              .computeIfAbsent(row.get("delivery", UUID.class), delivery -> new ArrayList<>());
      if (replays.size() < MOST_REPLAYS) {
        replays.add(replayed(row));
      }
    } else {
      made.byKey().put(key, build(row));
    }
  }

  private static Replayed replayed(Tuple row) {
    return new Replayed(
        row.get("decided", Instant.class),
        row.get("type", String.class),
        row.get("name", String.class),
        row.get("commit", String.class),
        row.get("rule", String.class),
        build(row));
  }

  private static MadeBuild build(Tuple row) {
    return new MadeBuild(
        row.get("build", UUID.class),
        row.get("state", String.class),
        row.get("decision", String.class),
        row.get("reason", String.class));
  }
}
