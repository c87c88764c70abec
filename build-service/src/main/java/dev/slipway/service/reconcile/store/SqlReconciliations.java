package dev.slipway.service.reconcile.store;

import dev.slipway.core.git.RefName;
import dev.slipway.core.git.RefType;
import dev.slipway.service.reconcile.Reconciliation;
import dev.slipway.service.reconcile.Reconciliations;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The tables {@code reconciliation} and {@code reconcile_difference}. */
@ApplicationScoped
class SqlReconciliations
    implements Reconciliations, PanacheRepositoryBase<ReconciliationEntity, UUID> {

  /** Hibernate's word for "skip locked rows" (LockOptions). */
  private static final int SKIP_LOCKED = -2;

  private static final Duration NEW = Duration.ofMinutes(1);
  private static final int MOST_DIFFERENCES = 1_000;

  private static final String ENROL =
      """
      insert into reconciliation (repository_id, next_look_at)
      select r.id, case when r.created_at > :new then :now
                        else cast(:now as timestamptz) + random() * make_interval(secs => :spread) end
        from repository r
       where not exists (select from reconciliation c where c.repository_id = r.id)
       limit 1000
      on conflict do nothing
      """;
  private static final String DIFFERENCES =
      """
      select ref_type as type, ref_name as name, commit_sha as commit, since as since
        from reconcile_difference where repository_id = :repository order by ref_type, ref_name
      """;
  private static final String FORGET =
      "delete from reconcile_difference where repository_id = :repository";
  private static final String REMEMBER =
      """
      insert into reconcile_difference (repository_id, ref_type, ref_name, commit_sha, since)
      select repository_id, :type, :name, :commit, :since
        from reconciliation where repository_id = :repository
      """;

  @Override
  public void enrol(Instant now, Duration spread) {
    getEntityManager()
        .createNativeQuery(ENROL)
        .setParameter("now", now)
        .setParameter("new", now.minus(NEW))
        .setParameter("spread", (double) spread.toSeconds())
        .executeUpdate();
  }

  @Override
  public List<Reconciliation> claimDue(Instant now, Instant leaseUntil, int limit) {
    List<ReconciliationEntity> due =
        find("nextLookAt <= ?1 order by nextLookAt", now)
            .page(0, limit)
            .withLock(LockModeType.PESSIMISTIC_WRITE)
            .withHint("jakarta.persistence.lock.timeout", SKIP_LOCKED)
            .list();
    List<Reconciliation> claimed = due.stream().map(SqlReconciliations::reconciliation).toList();
    due.forEach(
        row -> {
          row.nextLookAt = leaseUntil;
          row.atOnce = false;
        });
    return claimed;
  }

  @Override
  public Optional<Reconciliation> find(UUID repositoryId) {
    return findByIdOptional(repositoryId).map(SqlReconciliations::reconciliation);
  }

  @Override
  public void wantNow(UUID repositoryId, Instant now) {
    update("nextLookAt = ?1, atOnce = true where repositoryId = ?2", now, repositoryId);
  }

  @Override
  public List<Seen> differences(UUID repositoryId) {
    List<?> rows =
        getEntityManager()
            .createNativeQuery(DIFFERENCES, Tuple.class)
            .setParameter("repository", repositoryId)
            .getResultList();
    return rows.stream().map(row -> seen((Tuple) row)).toList();
  }

  @Override
  public void replaceDifferences(UUID repositoryId, List<Seen> differences) {
    getEntityManager()
        .createNativeQuery(FORGET)
        .setParameter("repository", repositoryId)
        .executeUpdate();
    for (Seen seen : differences.subList(0, Math.min(MOST_DIFFERENCES, differences.size()))) {
      getEntityManager()
          .createNativeQuery(REMEMBER)
          .setParameter("repository", repositoryId)
          .setParameter("type", seen.ref().type().wireName())
          .setParameter("name", seen.ref().name())
          .setParameter("commit", seen.commit())
          .setParameter("since", seen.since())
          .executeUpdate();
    }
  }

  @Override
  public void looked(UUID repositoryId, Instant at, Instant next) {
    lock(repositoryId)
        .ifPresent(
            row -> {
              row.baselineAt = row.baselineAt == null ? at : row.baselineAt;
              row.lookedAt = at;
              row.failures = 0;
              row.problem = null;
              setNext(row, next);
            });
  }

  @Override
  public void failed(UUID repositoryId, String problem, Instant next) {
    lock(repositoryId)
        .ifPresent(
            row -> {
              row.failures++;
              row.problem = problem;
              setNext(row, next);
            });
  }

  private Optional<ReconciliationEntity> lock(UUID repositoryId) {
    return findByIdOptional(repositoryId, LockModeType.PESSIMISTIC_WRITE);
  }

  /** Somebody may have wanted a look while this one was made: then it is due already. */
  private static void setNext(ReconciliationEntity row, Instant next) {
    if (!row.atOnce) {
      row.nextLookAt = next;
    }
  }

  private static Seen seen(Tuple row) {
    return new Seen(
        new RefName(RefType.parse(row.get("type", String.class)), row.get("name", String.class)),
        row.get("commit", String.class),
        row.get("since", Instant.class));
  }

  private static Reconciliation reconciliation(ReconciliationEntity row) {
    return new Reconciliation(
        row.repositoryId,
        row.baselineAt,
        row.lookedAt,
        row.nextLookAt,
        row.atOnce,
        row.failures,
        row.problem);
  }
}
