package dev.slipway.service.build.store;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import dev.slipway.service.build.Build;
import dev.slipway.service.build.BuildMoved;
import dev.slipway.service.build.BuildPhase;
import dev.slipway.service.build.BuildRequest;
import dev.slipway.service.build.BuildState;
import dev.slipway.service.build.Builds;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The table {@code build}. What is read without a lock is detached at once, so that a later lock in
 * the same transaction reads the row again.
 */
@ApplicationScoped
class PanacheBuilds implements Builds, PanacheRepositoryBase<BuildEntity, UUID> {

  private static final String OF_RULE =
      "repositoryId = ?1 and ruleId = ?2 and refType = ?3 and refName = ?4";
  private static final String RUNNING = "state in ('building', 'pushing')";

  /** Hibernate's word for "skip locked rows" (LockOptions). */
  private static final int SKIP_LOCKED = -2;

  private final BuildRows rows;
  private final Event<BuildMoved> moves;

  PanacheBuilds(BuildRows rows, Event<BuildMoved> moves) {
    this.rows = rows;
    this.moves = moves;
  }

  @Override
  public void lockRef(UUID repositoryId, RefName ref) {
    getEntityManager()
        .createNativeQuery(
            "select cast(pg_advisory_xact_lock(hashtextextended(:ref, 0)) as text)", String.class)
        .setParameter("ref", repositoryId + " " + ref.fullName())
        .getSingleResult();
  }

  @Override
  public Build add(UUID id, BuildRequest request, BuildState.Queued state, Instant createdAt) {
    BuildEntity row = rows.row(request);
    row.id = id;
    row.createdAt = createdAt;
    StateColumns.write(state, row);
    persistAndFlush(row);
    Build build = rows.build(row);
    moves.fire(new BuildMoved(Optional.empty(), build));
    return build;
  }

  @Override
  public Optional<Build> lock(UUID id) {
    return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE).map(rows::build);
  }

  @Override
  public Optional<Build> read(UUID id) {
    return findByIdOptional(id).map(this::detached);
  }

  @Override
  public void save(Build build) {
    BuildEntity row = findById(build.id());
    BuildPhase before = BuildPhase.parse(row.state);
    row.commitSha = build.commit() == null ? null : build.commit().value();
    row.commitMessage = build.commitMessage();
    StateColumns.write(build.state(), row);
    if (before != build.state().phase()) {
      moves.fire(new BuildMoved(Optional.of(before), build));
    }
  }

  @Override
  public List<Build> lockUnfinished(UUID repositoryId, UUID ruleId, RefName ref) {
    return ofRule(
            " and state in ('queued', 'building', 'pushing') order by sequence",
            repositoryId,
            ruleId,
            ref)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .stream()
        .map(rows::build)
        .toList();
  }

  @Override
  public Optional<Build> newest(UUID repositoryId, UUID ruleId, RefName ref) {
    return ofRule(" order by sequence desc", repositoryId, ruleId, ref)
        .page(0, 1)
        .firstResultOptional()
        .map(this::detached);
  }

  @Override
  public Optional<Build> newestOf(UUID repositoryId, UUID ruleId, RefName ref, CommitSha commit) {
    return find(
            OF_RULE + " and commitSha = ?5 order by sequence desc",
            repositoryId,
            ruleId,
            ref.type().wireName(),
            ref.name(),
            commit.value())
        .page(0, 1)
        .firstResultOptional()
        .map(this::detached);
  }

  @Override
  public List<Build> lockLost(Instant now, int limit) {
    return free(find(RUNNING + " and leaseUntil < ?1 order by sequence", now), limit);
  }

  @Override
  public List<Build> lockOverdue(Instant claimedBefore, int limit) {
    return free(
        find(
            RUNNING + " and stopCause is null and startedAt < ?1 order by sequence", claimedBefore),
        limit);
  }

  @Override
  public List<Build> lockUnclaimed(Instant sentBefore, int limit) {
    return free(find("state = 'queued' and jobSentAt < ?1 order by sequence", sentBefore), limit);
  }

  private List<Build> free(PanacheQuery<BuildEntity> query, int limit) {
    return query
        .page(0, limit)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .withHint("jakarta.persistence.lock.timeout", SKIP_LOCKED)
        .stream()
        .map(rows::build)
        .toList();
  }

  private PanacheQuery<BuildEntity> ofRule(
      String rest, UUID repositoryId, UUID ruleId, RefName ref) {
    return find(OF_RULE + rest, repositoryId, ruleId, ref.type().wireName(), ref.name());
  }

  private Build detached(BuildEntity row) {
    Build build = rows.build(row);
    getEntityManager().detach(row);
    return build;
  }
}
