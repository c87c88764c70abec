package dev.slipway.service.delivery.store;

import dev.slipway.core.git.RefName;
import dev.slipway.core.message.DeliveryRecorded.RefUpdate;
import dev.slipway.service.delivery.RefHistory;
import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code ref_update}. */
@ApplicationScoped
class PanacheRefHistory implements RefHistory, PanacheRepository<RefUpdateEntity> {

  private static final String OF_REF = "repositoryId = ?1 and refType = ?2 and refName = ?3";

  private final Clock clock;

  PanacheRefHistory(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Optional<Known> newest(UUID repositoryId, RefName ref) {
    return find(
            OF_REF + " and stale = false order by id desc",
            repositoryId,
            ref.type().wireName(),
            ref.name())
        .page(0, 1)
        .firstResultOptional()
        .map(PanacheRefHistory::known);
  }

  @Override
  public boolean wasReplaced(UUID repositoryId, RefName ref, String commit) {
    return count(
            OF_REF + " and before = ?4", repositoryId, ref.type().wireName(), ref.name(), commit)
        > 0;
  }

  @Override
  public boolean wasSeen(UUID repositoryId, RefName ref, String commit) {
    return count(
            OF_REF + " and commit = ?4", repositoryId, ref.type().wireName(), ref.name(), commit)
        > 0;
  }

  @Override
  public Optional<Known> find(UUID delivery, RefName ref, @Nullable String commit) {
    return find(
            "delivery = ?1 and refType = ?2 and refName = ?3 and coalesce(commit, '') = ?4",
            delivery,
            ref.type().wireName(),
            ref.name(),
            commit == null ? "" : commit)
        .firstResultOptional()
        .map(PanacheRefHistory::known);
  }

  @Override
  public void add(UUID repositoryId, UUID delivery, RefUpdate update, boolean stale) {
    RefUpdateEntity row = new RefUpdateEntity();
    row.repositoryId = repositoryId;
    row.delivery = delivery;
    row.refType = update.type().wireName();
    row.refName = update.name();
    row.before = update.before();
    row.commit = update.commit();
    row.action = update.action().name().toLowerCase(Locale.ROOT);
    row.seenAt = clock.instant();
    row.stale = stale;
    persist(row);
  }

  private static Known known(RefUpdateEntity row) {
    return new Known(row.before, row.commit, row.stale);
  }
}
