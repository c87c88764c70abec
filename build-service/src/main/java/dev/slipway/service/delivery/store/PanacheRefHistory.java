package dev.slipway.service.delivery.store;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import dev.slipway.core.git.RefType;
import dev.slipway.core.message.DeliveryRecorded.RefUpdate;
import dev.slipway.service.delivery.RefHistory;
import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code ref_update}. */
@ApplicationScoped
class PanacheRefHistory implements RefHistory, PanacheRepository<RefUpdateEntity> {

  private static final String OF_REF = "repositoryId = ?1 and refType = ?2 and refName = ?3";

  private static final String NEWEST_OF_ALL =
      """
      select distinct on (ref_type, ref_name) ref_type as type, ref_name as name,
             before_sha as before, commit_sha as commit, delivery is not null as told
        from ref_update
       where repository_id = :repository and not stale
       order by ref_type, ref_name, id desc
      """;
  private static final String ADD_FIRST_SEEN =
      """
      insert into ref_update (repository_id, ref_type, ref_name, commit_sha, action, seen_at)
      select :repository, seen.type, seen.name, seen.commit, 'created', :now
        from unnest(cast(:types as text[]), cast(:names as text[]), cast(:commits as text[]))
             as seen(type, name, commit)
       where not exists (select from ref_update u
                          where u.repository_id = :repository
                            and u.ref_type = seen.type and u.ref_name = seen.name)
      """;

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
  public Map<RefName, Known> newestOfAll(UUID repositoryId) {
    List<?> rows =
        getEntityManager()
            .createNativeQuery(NEWEST_OF_ALL, Tuple.class)
            .setParameter("repository", repositoryId)
            .getResultList();
    Map<RefName, Known> newest = new HashMap<>();
    for (Object row : rows) {
      Tuple columns = (Tuple) row;
      newest.put(
          new RefName(
              RefType.parse(columns.get("type", String.class)), columns.get("name", String.class)),
          new Known(
              columns.get("before", String.class),
              columns.get("commit", String.class),
              false,
              columns.get("told", Boolean.class)));
    }
    return newest;
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
  public boolean wasStale(UUID repositoryId, RefName ref, String commit) {
    return count(
            OF_REF + " and commit = ?4 and stale = true",
            repositoryId,
            ref.type().wireName(),
            ref.name(),
            commit)
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

  @Override
  public long addSeen(
      UUID repositoryId, RefName ref, @Nullable String before, @Nullable String commit) {
    RefUpdateEntity row = new RefUpdateEntity();
    row.repositoryId = repositoryId;
    row.refType = ref.type().wireName();
    row.refName = ref.name();
    row.before = before;
    row.commit = commit;
    row.action = commit == null ? "deleted" : before == null ? "created" : "updated";
    row.seenAt = clock.instant();
    persist(row);
    return row.id;
  }

  @Override
  public void addFirstSeen(UUID repositoryId, Map<RefName, CommitSha> refs) {
    String[] types = new String[refs.size()];
    String[] names = new String[refs.size()];
    String[] commits = new String[refs.size()];
    int next = 0;
    for (Map.Entry<RefName, CommitSha> ref : refs.entrySet()) {
      types[next] = ref.getKey().type().wireName();
      names[next] = ref.getKey().name();
      commits[next] = ref.getValue().value();
      next++;
    }
    getEntityManager()
        .createNativeQuery(ADD_FIRST_SEEN)
        .setParameter("repository", repositoryId)
        .setParameter("types", types)
        .setParameter("names", names)
        .setParameter("commits", commits)
        .setParameter("now", clock.instant())
        .executeUpdate();
  }

  private static Known known(RefUpdateEntity row) {
    return new Known(row.before, row.commit, row.stale, row.delivery != null);
  }
}
