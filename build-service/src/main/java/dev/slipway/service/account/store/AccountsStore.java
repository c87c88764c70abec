package dev.slipway.service.account.store;

import dev.slipway.service.access.Actor;
import dev.slipway.service.access.NamespaceNames;
import dev.slipway.service.account.Accounts;
import dev.slipway.service.web.Fields;
import dev.slipway.service.web.InvalidInputException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class AccountsStore implements Accounts, PanacheRepositoryBase<UserEntity, UUID> {

  private static final String ADMINISTRATOR = "admin";

  private final Clock clock;

  AccountsStore(Clock clock) {
    this.clock = clock;
  }

  @Override
  @Transactional
  public Optional<Actor.User> byName(String name) {
    return find("name = ?1 and disabledAt is null", name)
        .firstResultOptional()
        .map(UserEntity::toUser);
  }

  @Override
  @Transactional
  public Actor.User create(String name, boolean admin) {
    if (!insertUser(Fields.required("name", name, NamespaceNames::parseNew), admin)) {
      throw new InvalidInputException("name", "there is an account \"" + name + "\" already");
    }
    Actor.User user = byName(name).orElseThrow();
    if (!makeNamespace(user)) {
      throw new InvalidInputException("name", "there is a namespace \"" + name + "\" already");
    }
    return user;
  }

  @Override
  @Transactional
  public Actor.User administrator() {
    return firstAdministrator()
        .orElseGet(
            () -> {
              if (insertUser(ADMINISTRATOR, true)) {
                boolean unused = makeNamespace(byName(ADMINISTRATOR).orElseThrow());
              }
              return firstAdministrator().orElseThrow();
            });
  }

  private Optional<Actor.User> firstAdministrator() {
    return find(
            "admin = true and disabledAt is null"
                + " order by case when name = ?1 then 0 else 1 end, createdAt, name",
            ADMINISTRATOR)
        .firstResultOptional()
        .map(UserEntity::toUser);
  }

  /** False when there is one of this name, made before or at the same time. */
  private boolean insertUser(String name, boolean admin) {
    return getEntityManager()
            .createNativeQuery(
                "insert into user_account (id, name, admin, created_at)"
                    + " values (?1, ?2, ?3, ?4) on conflict (name) do nothing")
            .setParameter(1, UUID.randomUUID())
            .setParameter(2, name)
            .setParameter(3, admin)
            .setParameter(4, clock.instant())
            .executeUpdate()
        == 1;
  }

  /**
   * False when there is one of this name: it belongs to others, and nobody gets it by choosing its
   * name.
   */
  private boolean makeNamespace(Actor.User user) {
    int made =
        getEntityManager()
            .createNativeQuery(
                "insert into namespace (name, created_at, user_id) values (?1, ?2, ?3)"
                    + " on conflict do nothing")
            .setParameter(1, user.name())
            .setParameter(2, clock.instant())
            .setParameter(3, user.id())
            .executeUpdate();
    if (made == 1) {
      getEntityManager()
          .createNativeQuery(
              "insert into namespace_member (namespace, user_id, role) values (?1, ?2, 'owner')")
          .setParameter(1, user.name())
          .setParameter(2, user.id())
          .executeUpdate();
    }
    return made == 1;
  }
}
