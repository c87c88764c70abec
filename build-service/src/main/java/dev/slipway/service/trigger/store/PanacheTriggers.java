package dev.slipway.service.trigger.store;

import dev.slipway.service.trigger.Allowance;
import dev.slipway.service.trigger.BuildTrigger;
import dev.slipway.service.trigger.Triggers;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table {@code build_trigger}. */
@ApplicationScoped
class PanacheTriggers implements Triggers, PanacheRepositoryBase<TriggerEntity, UUID> {

  @Override
  public List<BuildTrigger> ofRepository(UUID repositoryId) {
    return find("repositoryId = ?1 order by createdAt desc, id", repositoryId).stream()
        .map(PanacheTriggers::trigger)
        .toList();
  }

  @Override
  public Optional<BuildTrigger> find(UUID repositoryId, UUID id) {
    return find("repositoryId = ?1 and id = ?2", repositoryId, id)
        .firstResultOptional()
        .map(PanacheTriggers::trigger);
  }

  @Override
  public Optional<BuildTrigger> byToken(byte[] tokenHash) {
    return find("tokenHash", (Object) tokenHash)
        .firstResultOptional()
        .map(PanacheTriggers::trigger);
  }

  @Override
  public void lock(UUID repositoryId) {
    getEntityManager()
        .createNativeQuery(
            "select cast(id as text) from repository where id = :id for update", String.class)
        .setParameter("id", repositoryId)
        .getResultList();
  }

  @Override
  public void add(BuildTrigger trigger, byte[] tokenHash, Allowance allowance) {
    TriggerEntity row = new TriggerEntity();
    row.id = trigger.id();
    row.repositoryId = trigger.repositoryId();
    row.name = trigger.name();
    row.tokenHash = tokenHash;
    row.allowance = allowance.calls();
    row.countedAt = allowance.countedAt();
    row.createdAt = trigger.createdAt();
    persist(row);
  }

  @Override
  public void replaceToken(UUID id, byte[] tokenHash) {
    update("tokenHash = ?1 where id = ?2", tokenHash, id);
  }

  @Override
  public void remove(UUID id) {
    delete("id", id);
  }

  @Override
  public Optional<Allowance> lockAllowance(UUID id) {
    return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE)
        .map(row -> new Allowance(row.allowance, row.countedAt));
  }

  @Override
  public void saveAllowance(UUID id, Allowance allowance) {
    update(
        "allowance = ?1, countedAt = ?2 where id = ?3",
        allowance.calls(),
        allowance.countedAt(),
        id);
  }

  private static BuildTrigger trigger(TriggerEntity row) {
    return new BuildTrigger(
        row.id, row.repositoryId, row.name, row.createdAt, row.lastCalledAt, row.lastStatus);
  }
}
