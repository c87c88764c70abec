package dev.slipway.service.outbox.store;

import dev.slipway.service.outbox.OutboxMessage;
import dev.slipway.service.outbox.OutboxStore;
import io.quarkus.hibernate.orm.panache.PanacheRepository;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table {@code outbox}. */
@ApplicationScoped
class PanacheOutboxStore implements OutboxStore, PanacheRepository<OutboxEntity> {

  /** Any number that no other advisory lock of this database has: "slipway outbox". */
  private static final long SENDER_LOCK = 0x51_1b_0a_10L;

  private final Clock clock;

  PanacheOutboxStore(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void add(String topic, String key, @Nullable String payload) {
    OutboxEntity row = new OutboxEntity();
    row.topic = topic;
    row.key = key;
    row.payload = payload;
    row.createdAt = clock.instant();
    persist(row);
  }

  @Override
  public boolean becomeOnlySender() {
    return (Boolean)
        getEntityManager()
            .createNativeQuery("select pg_try_advisory_xact_lock(:lock)", Boolean.class)
            .setParameter("lock", SENDER_LOCK)
            .getSingleResult();
  }

  @Override
  public List<OutboxMessage> oldest(int limit) {
    return findAll(Sort.by("id")).page(0, limit).stream()
        .map(row -> new OutboxMessage(row.id, row.topic, row.key, row.payload))
        .toList();
  }

  @Override
  public void remove(List<OutboxMessage> sent) {
    delete("id in ?1", sent.stream().map(OutboxMessage::id).toList());
  }
}
