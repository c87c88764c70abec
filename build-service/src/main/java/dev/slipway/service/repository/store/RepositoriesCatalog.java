package dev.slipway.service.repository.store;

import dev.slipway.core.rule.BuildRule;
import dev.slipway.service.access.Actor;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.RepositoryCatalog;
import dev.slipway.service.web.InvalidInputException;
import dev.slipway.service.web.Page;
import dev.slipway.service.web.Paging;
import io.quarkus.panache.common.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@link RepositoryCatalog} in the database. */
@ApplicationScoped
class RepositoriesCatalog implements RepositoryCatalog {

  /** The rule of {@code AccessPolicy} for reading, as a condition, so that pages come out full. */
  private static final String VISIBLE =
      "(visibility = 'public' or ((:anywhere = true or namespace = :only) and (:everything = true or"
          + " namespace in (select m.namespace from MembershipEntity m where m.userId = :user))))";

  private static final UUID NOBODY = new UUID(0, 0);

  private final RepositoryRows rows;
  private final DestinationRows destinations;
  private final RuleRows rules;
  private final RepositoryMapper mapper;

  RepositoriesCatalog(
      RepositoryRows rows, DestinationRows destinations, RuleRows rules, RepositoryMapper mapper) {
    this.rows = rows;
    this.destinations = destinations;
    this.rules = rules;
    this.mapper = mapper;
  }

  @Override
  @Transactional
  public Page<Repository> visibleTo(Actor actor, @Nullable String cursor, int limit) {
    Cursor after = cursor == null ? Cursor.START : Cursor.parse(cursor);
    List<RepositoryEntity> found =
        rows.find(
                VISIBLE
                    + " and (createdAt < :createdAt or (createdAt = :createdAt and id < :id))"
                    + " order by createdAt desc, id desc",
                parameters(actor).and("createdAt", after.createdAt).and("id", after.id))
            .page(0, limit + 1)
            .list();
    Page<RepositoryEntity> page = Paging.page(found, limit, Cursor::of);
    return new Page<>(toRepositories(page.items()), page.next());
  }

  @Override
  @Transactional
  public List<UUID> idsAfter(Optional<UUID> last, int limit) {
    return rows.find("id > ?1 order by id", last.orElse(NOBODY)).page(0, limit).stream()
        .map(row -> row.id)
        .toList();
  }

  private static Parameters parameters(Actor actor) {
    boolean known = actor instanceof Actor.User;
    Actor.User user = known ? (Actor.User) actor : new Actor.User(NOBODY, "", false);
    String only = user.grant().namespace();
    return Parameters.with("everything", user.admin())
        .and("user", user.id())
        .and("anywhere", only == null)
        .and("only", only == null ? "" : only);
  }

  private List<Repository> toRepositories(List<RepositoryEntity> shown) {
    List<UUID> ids = shown.stream().map(row -> row.id).toList();
    Map<UUID, List<DestinationEntity>> destinationsOf = destinations.of(ids);
    Map<UUID, List<BuildRule>> rulesOf = rules.of(ids);
    return shown.stream()
        .map(
            row ->
                mapper.toRepository(
                    row,
                    destinationsOf.getOrDefault(row.id, List.of()),
                    rulesOf.getOrDefault(row.id, List.of())))
        .toList();
  }

  /** The last row of a page. */
  private record Cursor(Instant createdAt, UUID id) {

    /** Before every row: nothing is made later than this. */
    static final Cursor START = new Cursor(Instant.parse("9999-12-31T23:59:59Z"), NOBODY);

    static Cursor of(RepositoryEntity row) {
      return new Cursor(row.createdAt, row.id);
    }

    static Cursor parse(String text) {
      String[] parts = text.split("_", 2);
      try {
        return new Cursor(Instant.parse(parts[0]), UUID.fromString(parts[parts.length - 1]));
      } catch (DateTimeException | IllegalArgumentException e) {
        throw new InvalidInputException(
            "cursor", "give the \"next\" of the page before, unchanged");
      }
    }

    @Override
    public String toString() {
      return createdAt + "_" + id;
    }
  }
}
