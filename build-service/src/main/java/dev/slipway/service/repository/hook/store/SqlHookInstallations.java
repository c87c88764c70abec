package dev.slipway.service.repository.hook.store;

import dev.slipway.service.repository.hook.HookInstallation;
import dev.slipway.service.repository.hook.HookInstallations;
import dev.slipway.service.repository.hook.HookState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code hook_installation}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class SqlHookInstallations implements HookInstallations {

  private static final String FIND =
      """
      select state, since, checked_at, problem
        from hook_installation where repository_id = :repository
      """;
  private static final String PLAN =
      """
      insert into hook_installation (repository_id, state, since, next_attempt_at)
      values (:repository, :state, :now, cast(:due as timestamptz))
      on conflict (repository_id) do update
         set since = case when hook_installation.state = excluded.state
                          then hook_installation.since else excluded.since end,
             state = excluded.state, next_attempt_at = excluded.next_attempt_at, problem = null,
             failures = 0, generation = hook_installation.generation + 1
      """;
  private static final String DUE =
      """
      select cast(repository_id as text) from hook_installation
       where next_attempt_at <= :now and (leased_until is null or leased_until <= :now)
       order by next_attempt_at limit :limit
      """;
  private static final String TAKE =
      """
      update hook_installation set leased_until = :until
       where repository_id = :repository and next_attempt_at is not null
         and (leased_until is null or leased_until <= :now)
      returning state, failures, generation
      """;
  private static final String FINISH =
      """
      update hook_installation
         set since = case when state = :state then since else :now end, state = :state,
             checked_at = :now, problem = cast(:problem as text),
             next_attempt_at = cast(:next as timestamptz),
             failures = case when :failed then failures + 1 else 0 end, leased_until = null
       where repository_id = :repository and generation = :generation
      """;
  private static final String LET_GO =
      """
      update hook_installation set leased_until = null
       where repository_id = :repository and generation <> :generation
      """;

  private final EntityManager entityManager;

  SqlHookInstallations(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  @Override
  public Optional<HookInstallation> find(UUID repositoryId) {
    List<?> rows =
        entityManager
            .createNativeQuery(FIND, Tuple.class)
            .setParameter("repository", repositoryId)
            .getResultList();
    return rows.stream().findFirst().map(Tuple.class::cast).map(SqlHookInstallations::installation);
  }

  @Override
  public void plan(UUID repositoryId, HookState state, Instant now, @Nullable Instant due) {
    entityManager
        .createNativeQuery(PLAN)
        .setParameter("repository", repositoryId)
        .setParameter("state", state.wireName())
        .setParameter("now", now)
        .setParameter("due", text(due))
        .executeUpdate();
  }

  @Override
  public List<UUID> due(Instant now, int limit) {
    List<?> rows =
        entityManager
            .createNativeQuery(DUE)
            .setParameter("now", now)
            .setParameter("limit", limit)
            .getResultList();
    return rows.stream().map(String::valueOf).map(UUID::fromString).toList();
  }

  @Override
  public Optional<Lease> take(UUID repositoryId, Instant now, Instant until) {
    List<?> rows =
        entityManager
            .createNativeQuery(TAKE, Tuple.class)
            .setParameter("repository", repositoryId)
            .setParameter("now", now)
            .setParameter("until", until)
            .getResultList();
    return rows.stream()
        .findFirst()
        .map(Tuple.class::cast)
        .map(
            row ->
                new Lease(
                    repositoryId,
                    HookState.parse(row.get("state", String.class)),
                    row.get("failures", Number.class).intValue(),
                    row.get("generation", Number.class).longValue()));
  }

  @Override
  public void finish(Lease lease, HookInstallation.Result result, Instant now) {
    entityManager
        .createNativeQuery(FINISH)
        .setParameter("repository", lease.repositoryId())
        .setParameter("generation", lease.generation())
        .setParameter("state", result.state().wireName())
        .setParameter("problem", result.problem())
        .setParameter("next", text(result.nextAttempt().orElse(null)))
        .setParameter("failed", result.isFailure())
        .setParameter("now", now)
        .executeUpdate();
    entityManager
        .createNativeQuery(LET_GO)
        .setParameter("repository", lease.repositoryId())
        .setParameter("generation", lease.generation())
        .executeUpdate();
  }

  /** A time as text: the driver can't tell the type of a parameter that is null. */
  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  private static HookInstallation installation(Tuple row) {
    return new HookInstallation(
        HookState.parse(row.get("state", String.class)),
        row.get("since", Instant.class),
        row.get("checked_at", Instant.class),
        row.get("problem", String.class));
  }
}
