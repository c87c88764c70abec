package dev.slipway.service.schedule.store;

import dev.slipway.core.git.RefName;
import dev.slipway.core.git.RefType;
import dev.slipway.service.schedule.CronExpression;
import dev.slipway.service.schedule.Schedule;
import dev.slipway.service.schedule.Schedule.LastRun;
import dev.slipway.service.schedule.ScheduleDraft;
import dev.slipway.service.schedule.Schedules;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code schedule}. */
@ApplicationScoped
class PanacheSchedules implements Schedules, PanacheRepositoryBase<ScheduleEntity, UUID> {

  /** Hibernate's word for "skip locked rows" (LockOptions). */
  private static final int SKIP_LOCKED = -2;

  @Override
  public List<Schedule> ofRepository(UUID repositoryId) {
    return find("repositoryId = ?1 order by createdAt desc, id", repositoryId).stream()
        .map(PanacheSchedules::schedule)
        .toList();
  }

  @Override
  public Optional<Schedule> lock(UUID repositoryId, UUID id) {
    return find("repositoryId = ?1 and id = ?2", repositoryId, id)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResultOptional()
        .map(PanacheSchedules::schedule);
  }

  @Override
  public void lockRepository(UUID repositoryId) {
    getEntityManager()
        .createNativeQuery(
            "select cast(id as text) from repository where id = :id for update", String.class)
        .setParameter("id", repositoryId)
        .getResultList();
  }

  @Override
  public void add(Schedule schedule) {
    ScheduleEntity row = new ScheduleEntity();
    row.id = schedule.id();
    row.repositoryId = schedule.repositoryId();
    row.createdAt = schedule.createdAt();
    row.lastBuilds = new UUID[0];
    write(schedule.draft(), row);
    setDue(row, schedule.nextRunAt());
    persist(row);
  }

  @Override
  public void replace(UUID id, ScheduleDraft draft, @Nullable Instant nextRunAt) {
    ScheduleEntity row = findById(id);
    write(draft, row);
    setDue(row, nextRunAt);
  }

  @Override
  public void remove(UUID id) {
    delete("id", id);
  }

  @Override
  public List<Schedule> claimDue(Instant now, Instant leaseUntil, int limit) {
    List<ScheduleEntity> due =
        find("nextAttemptAt <= ?1 order by nextAttemptAt", now)
            .page(0, limit)
            .withLock(LockModeType.PESSIMISTIC_WRITE)
            .withHint("jakarta.persistence.lock.timeout", SKIP_LOCKED)
            .list();
    due.forEach(row -> row.nextAttemptAt = leaseUntil);
    return due.stream().map(PanacheSchedules::schedule).toList();
  }

  @Override
  public void finish(UUID id, Instant due, LastRun run, @Nullable Instant next) {
    lockedRun(id)
        .ifPresent(
            row -> {
              note(run, row);
              if (due.equals(row.nextRunAt)) {
                setDue(row, next);
              }
            });
  }

  @Override
  public void retry(UUID id, Instant due, LastRun run, Instant at) {
    lockedRun(id)
        .ifPresent(
            row -> {
              note(run, row);
              if (due.equals(row.nextRunAt)) {
                row.attempts++;
                row.nextAttemptAt = at;
              }
            });
  }

  private Optional<ScheduleEntity> lockedRun(UUID id) {
    return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
  }

  private static void setDue(ScheduleEntity row, @Nullable Instant at) {
    row.nextRunAt = at;
    row.nextAttemptAt = at;
    row.attempts = 0;
  }

  private static void note(LastRun run, ScheduleEntity row) {
    row.lastRunAt = run.at();
    row.lastResult = run.result();
    row.lastBuilds = run.builds().toArray(UUID[]::new);
  }

  private static void write(ScheduleDraft draft, ScheduleEntity row) {
    RefName ref = draft.ref();
    row.name = draft.name();
    row.cron = draft.cron().toString();
    row.timeZone = draft.timeZone().getId();
    row.refType = ref == null ? null : ref.type().wireName();
    row.refName = ref == null ? null : ref.name();
    row.ruleId = draft.rule() == null ? null : UUID.fromString(draft.rule());
    row.cache = draft.cache();
    row.onlyWhenChanged = draft.onlyWhenChanged();
    row.enabled = draft.enabled();
  }

  private static Schedule schedule(ScheduleEntity row) {
    ScheduleDraft draft =
        new ScheduleDraft(
            row.name,
            CronExpression.parse(row.cron),
            ZoneId.of(row.timeZone),
            row.refType == null || row.refName == null
                ? null
                : new RefName(RefType.parse(row.refType), row.refName),
            row.ruleId == null ? null : row.ruleId.toString(),
            row.cache,
            row.onlyWhenChanged,
            row.enabled);
    LastRun last =
        row.lastRunAt == null
            ? null
            : new LastRun(row.lastRunAt, String.valueOf(row.lastResult), List.of(row.lastBuilds));
    return new Schedule(
        row.id, row.repositoryId, draft, row.nextRunAt, row.attempts, last, row.createdAt);
  }
}
