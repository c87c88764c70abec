package dev.slipway.service.build.store;

import dev.slipway.core.git.RefType;
import dev.slipway.service.build.BuildQueries;
import dev.slipway.service.build.BuildView;
import dev.slipway.service.repository.RepositoryName;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads of {@code build} for those who show builds. */
@ApplicationScoped
@Transactional
class PanacheBuildQueries implements BuildQueries, PanacheRepositoryBase<BuildEntity, UUID> {

  private final BuildRows rows;

  PanacheBuildQueries(BuildRows rows) {
    this.rows = rows;
  }

  @Override
  public List<BuildView> ofRepository(UUID repositoryId, @Nullable Long before, int limit) {
    return views(
        find(
                "repositoryId = ?1 and sequence < ?2 order by sequence desc",
                repositoryId,
                Objects.requireNonNullElse(before, Long.MAX_VALUE))
            .page(0, limit)
            .list());
  }

  @Override
  public Optional<Found> byId(UUID id) {
    return findByIdOptional(id).map(row -> new Found(row.repositoryId, views(List.of(row)).get(0)));
  }

  @Override
  public List<BuildView> newest(Collection<UUID> repositoryIds, int limit) {
    return repositoryIds.isEmpty()
        ? List.of()
        : views(
            find("repositoryId in ?1 order by sequence desc", repositoryIds).page(0, limit).list());
  }

  @Override
  public Map<UUID, BuildView> latestOf(Collection<UUID> repositoryIds) {
    if (repositoryIds.isEmpty()) {
      return Map.of();
    }
    List<BuildEntity> latest =
        list(
            "sequence in (select max(b.sequence) from BuildEntity b"
                + " where b.repositoryId in ?1 group by b.repositoryId)",
            repositoryIds);
    Map<UUID, RepositoryName> names = names(latest);
    Map<UUID, BuildView> result = new HashMap<>();
    for (BuildEntity row : latest) {
      result.put(row.repositoryId, view(row, names));
    }
    return result;
  }

  @Override
  public Map<UUID, BuildView> byIds(Collection<UUID> ids) {
    return ids.isEmpty()
        ? Map.of()
        : views(list("id in ?1", ids)).stream()
            .collect(Collectors.toMap(BuildView::id, Function.identity()));
  }

  @Override
  public Set<Success> successes(UUID repositoryId, RefType type) {
    return getEntityManager()
        .createQuery(
            "select distinct new dev.slipway.service.build.BuildQueries$Success(b.ruleId, b.refName,"
                + " b.commitSha) from BuildEntity b where b.repositoryId = ?1 and b.refType = ?2"
                + " and b.state = 'success' and b.commitSha is not null and b.ruleId is not null",
            Success.class)
        .setParameter(1, repositoryId)
        .setParameter(2, type.wireName())
        .getResultStream()
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public boolean answers(UUID id, String keyPrefix) {
    return getEntityManager()
            .createQuery(
                "select count(*) from AdmissionEntity a"
                    + " where a.buildId = ?1 and a.key like concat(?2, '%')",
                Long.class)
            .setParameter(1, id)
            .setParameter(2, keyPrefix)
            .getSingleResult()
        > 0;
  }

  @Override
  public Queue queue() {
    long waiting = count("state = 'queued'");
    return new Queue(
        waiting,
        find("state = 'queued' order by sequence")
            .page(0, 1)
            .firstResultOptional()
            .map(row -> row.createdAt));
  }

  private List<BuildView> views(List<BuildEntity> found) {
    Map<UUID, RepositoryName> names = names(found);
    return found.stream().map(row -> view(row, names)).toList();
  }

  private BuildView view(BuildEntity row, Map<UUID, RepositoryName> names) {
    return BuildView.of(
        rows.build(row), Objects.requireNonNull(names.get(row.repositoryId), "the repository"));
  }

  private Map<UUID, RepositoryName> names(List<BuildEntity> found) {
    Set<UUID> ids = found.stream().map(row -> row.repositoryId).collect(Collectors.toSet());
    Map<UUID, RepositoryName> names = new HashMap<>();
    if (!ids.isEmpty()) {
      List<?> repositories =
          getEntityManager()
              .createNativeQuery(
                  "select id as id, namespace as namespace, name as name from repository"
                      + " where id in (:ids)",
                  Tuple.class)
              .setParameter("ids", ids)
              .getResultList();
      for (Object repository : repositories) {
        Tuple columns = (Tuple) repository;
        names.put(
            columns.get("id", UUID.class),
            new RepositoryName(
                columns.get("namespace", String.class), columns.get("name", String.class)));
      }
    }
    return names;
  }
}
