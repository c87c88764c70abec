package dev.slipway.service.status.store;

import dev.slipway.service.status.StatusStore;
import dev.slipway.service.status.StatusWish;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code commit_status}. */
@ApplicationScoped
@Transactional
class SqlStatuses implements StatusStore {

  private static final String CONTEXT_OF =
      "select context from commit_status where build_id = :build order by id limit 1";

  /** A claim stays: what is on its way arrives before what takes its place. */
  private static final String WISH =
      """
      insert into commit_status (repository_id, commit_sha, context, build_id, build_sequence,
          state, description, wished_at, outcome, next_attempt_at)
      values (:repository, :commit, :context, :build, :sequence,
          :state, :description, :now, 'waiting', :now)
      on conflict (repository_id, commit_sha, context) do update
         set build_id = excluded.build_id, build_sequence = excluded.build_sequence,
             state = excluded.state, description = excluded.description,
             wish = commit_status.wish + 1, wished_at = excluded.wished_at,
             outcome = 'waiting', attempts = 0, problem = null,
             next_attempt_at = excluded.next_attempt_at, settled_at = null
       where excluded.build_sequence >= commit_status.build_sequence
         and (excluded.build_id, excluded.state, excluded.description)
             is distinct from
             (commit_status.build_id, commit_status.state, commit_status.description)
      """;

  private static final String DUE =
      """
      select id as id from commit_status
       where outcome = 'waiting' and next_attempt_at <= :now
         and (claimed_until is null or claimed_until < :now)
       order by next_attempt_at, id limit 1 for update skip locked
      """;
  private static final String CLAIM =
      "update commit_status set claim = :claim, claimed_until = :until where id = :id";
  private static final String BY_ID = "select * from commit_status where id = :id";
  private static final String OF_BUILD =
      "select * from commit_status where build_id = :build order by id";

  /** A wish that came meanwhile waits as it is. */
  private static final String SETTLE =
      """
      update commit_status
         set outcome = :outcome, problem = :problem, attempts = attempts + :failures,
             settled_at = :now
       where id = :id and claim = :claim and wish = :wish
      """;

  private static final String POSTPONE =
      """
      update commit_status
         set attempts = attempts + 1, problem = :problem, next_attempt_at = :next
       where id = :id and claim = :claim and wish = :wish
      """;
  private static final String RELEASE =
      """
      update commit_status set claim = null, claimed_until = null
       where id = :id and claim = :claim
      """;
  private static final String FORGET =
      "delete from commit_status where outcome <> 'waiting' and settled_at < :before";

  private final EntityManager entityManager;

  SqlStatuses(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  @Override
  public Optional<String> contextOf(UUID buildId) {
    return entityManager
        .createNativeQuery(CONTEXT_OF, String.class)
        .setParameter("build", buildId)
        .getResultStream()
        .map(String.class::cast)
        .findFirst();
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public void wish(StatusWish wish, Instant now) {
    query(WISH)
        .setParameter("repository", wish.repositoryId())
        .setParameter("commit", wish.commit().value())
        .setParameter("context", wish.context())
        .setParameter("build", wish.buildId())
        .setParameter("sequence", wish.buildSequence())
        .setParameter("state", StatusRows.word(wish.state()))
        .setParameter("description", wish.description())
        .setParameter("now", now)
        .executeUpdate();
  }

  @Override
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public Optional<Due> claim(Instant now, Instant until) {
    List<?> due =
        entityManager.createNativeQuery(DUE, Long.class).setParameter("now", now).getResultList();
    if (due.isEmpty()) {
      return Optional.empty();
    }
    long id = ((Number) due.get(0)).longValue();
    UUID claim = UUID.randomUUID();
    query(CLAIM)
        .setParameter("claim", claim)
        .setParameter("until", until)
        .setParameter("id", id)
        .executeUpdate();
    Tuple row =
        (Tuple)
            entityManager
                .createNativeQuery(BY_ID, Tuple.class)
                .setParameter("id", id)
                .getSingleResult();
    return Optional.of(StatusRows.due(row, claim));
  }

  @Override
  public void sent(Due due, Instant now) {
    settle(due, Outcome.SENT, null, 0, now);
  }

  @Override
  public void giveUp(Due due, String problem, Instant now) {
    settle(due, Outcome.GIVEN_UP, problem, 1, now);
  }

  @Override
  public void retry(Due due, String problem, Instant nextAttempt) {
    ofDue(POSTPONE, due)
        .setParameter("wish", due.wishNumber())
        .setParameter("problem", problem)
        .setParameter("next", nextAttempt)
        .executeUpdate();
    ofDue(RELEASE, due).executeUpdate();
  }

  @Override
  public List<Told> ofBuild(UUID buildId) {
    List<?> rows =
        entityManager
            .createNativeQuery(OF_BUILD, Tuple.class)
            .setParameter("build", buildId)
            .getResultList();
    return rows.stream().map(Tuple.class::cast).map(StatusRows::told).toList();
  }

  @Override
  public int forget(Instant settledBefore) {
    return query(FORGET).setParameter("before", settledBefore).executeUpdate();
  }

  private void settle(
      Due due, Outcome outcome, @Nullable String problem, int failures, Instant now) {
    ofDue(SETTLE, due)
        .setParameter("wish", due.wishNumber())
        .setParameter("outcome", StatusRows.word(outcome))
        .setParameter("problem", problem)
        .setParameter("failures", failures)
        .setParameter("now", now)
        .executeUpdate();
    ofDue(RELEASE, due).executeUpdate();
  }

  private Query ofDue(String sql, Due due) {
    return query(sql).setParameter("id", due.id()).setParameter("claim", due.claim());
  }

  private Query query(String sql) {
    return entityManager.createNativeQuery(sql);
  }
}
