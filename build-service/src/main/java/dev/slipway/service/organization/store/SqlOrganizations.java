package dev.slipway.service.organization.store;

import dev.slipway.service.access.Actor;
import dev.slipway.service.access.NoSuchThingException;
import dev.slipway.service.access.Role;
import dev.slipway.service.organization.Member;
import dev.slipway.service.organization.Organization;
import dev.slipway.service.organization.OrganizationStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@link OrganizationStore} in the database. */
@ApplicationScoped
@Transactional
class SqlOrganizations implements OrganizationStore {

  private static final String ORGANIZATIONS =
      "select n.name as name, n.user_id is not null as personal, m.role as role,"
          + " n.created_at as created_at from namespace n left join namespace_member m"
          + " on m.namespace = n.name and m.user_id = ?1";

  private final EntityManager database;

  SqlOrganizations(EntityManager database) {
    this.database = database;
  }

  @Override
  public boolean insert(String name, UUID owner, Instant now) {
    boolean made =
        query(
                    database.createNativeQuery(
                        "insert into namespace (name, created_at) values (?1, ?2)"
                            + " on conflict do nothing"),
                    name,
                    now)
                .executeUpdate()
            == 1;
    if (made) {
      put(name, owner, Role.OWNER);
    }
    return made;
  }

  @Override
  public List<Organization> visibleTo(Actor.User viewer, @Nullable String after, int limit) {
    String only = viewer.grant().namespace();
    return tuples(
            ORGANIZATIONS
                + " where n.name > ?2 and (?3 = true or m.role is not null)"
                + " and (?4 = '' or n.name = ?4) order by n.name limit "
                + limit,
            viewer.id(),
            Objects.requireNonNullElse(after, ""),
            viewer.admin(),
            Objects.requireNonNullElse(only, ""))
        .map(SqlOrganizations::organization)
        .toList();
  }

  @Override
  public Optional<Organization> find(String name, UUID viewer) {
    return tuples(ORGANIZATIONS + " where n.name = ?2", viewer, name)
        .map(SqlOrganizations::organization)
        .findFirst();
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public Optional<UUID> lock(String name) {
    Tuple row =
        tuples("select n.user_id as user_id from namespace n where n.name = ?1 for update", name)
            .findFirst()
            .orElseThrow(() -> new NoSuchThingException("there is no namespace \"" + name + "\""));
    return Optional.ofNullable(row.get("user_id", UUID.class));
  }

  @Override
  public long repositories(String name) {
    return count("select count(*) from repository where namespace = ?1", name);
  }

  @Override
  public long linkedAccounts(String name) {
    return count("select count(*) from linked_account where namespace = ?1", name);
  }

  @Override
  public void delete(String name) {
    query(database.createNativeQuery("delete from namespace where name = ?1"), name)
        .executeUpdate();
  }

  @Override
  public List<Member> members(String name, @Nullable String after, int limit) {
    return tuples(
            "select u.name as name, u.display_name as display_name, m.role as role"
                + " from namespace_member m join user_account u on u.id = m.user_id"
                + " where m.namespace = ?1 and u.name > ?2 order by u.name limit "
                + limit,
            name,
            Objects.requireNonNullElse(after, ""))
        .map(
            row ->
                new Member(
                    row.get("name", String.class),
                    row.get("display_name", String.class),
                    Role.parse(row.get("role", String.class))))
        .toList();
  }

  @Override
  public Optional<Role> role(String name, UUID user) {
    return tuples(
            "select m.role as role from namespace_member m"
                + " where m.namespace = ?1 and m.user_id = ?2",
            name,
            user)
        .map(row -> Role.parse(row.get("role", String.class)))
        .findFirst();
  }

  @Override
  public long owners(String name) {
    return count(
        "select count(*) from namespace_member where namespace = ?1 and role = 'owner'", name);
  }

  @Override
  public long size(String name) {
    return count("select count(*) from namespace_member where namespace = ?1", name);
  }

  @Override
  public void put(String name, UUID user, Role role) {
    query(
            database.createNativeQuery(
                "insert into namespace_member (namespace, user_id, role) values (?1, ?2, ?3)"
                    + " on conflict (namespace, user_id) do update set role = excluded.role"),
            name,
            user,
            role.wireName())
        .executeUpdate();
  }

  @Override
  public void remove(String name, UUID user) {
    query(
            database.createNativeQuery(
                "delete from namespace_member where namespace = ?1 and user_id = ?2"),
            name,
            user)
        .executeUpdate();
  }

  private static Organization organization(Tuple row) {
    String role = row.get("role", String.class);
    return new Organization(
        row.get("name", String.class),
        row.get("personal", Boolean.class),
        role == null ? null : Role.parse(role),
        row.get("created_at", Instant.class));
  }

  private long count(String sql, String name) {
    return ((Number) query(database.createNativeQuery(sql), name).getSingleResult()).longValue();
  }

  private Stream<Tuple> tuples(String sql, Object... parameters) {
    List<?> found = query(database.createNativeQuery(sql, Tuple.class), parameters).getResultList();
    return found.stream().map(Tuple.class::cast);
  }

  private static Query query(Query query, Object... parameters) {
    for (int i = 0; i < parameters.length; i++) {
      query.setParameter(i + 1, parameters[i]);
    }
    return query;
  }
}
