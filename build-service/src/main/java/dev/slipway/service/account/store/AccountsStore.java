package dev.slipway.service.account.store;

import dev.slipway.service.access.Actor;
import dev.slipway.service.account.Accounts;
import dev.slipway.service.web.InvalidInputException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

@ApplicationScoped
class AccountsStore implements Accounts, PanacheRepositoryBase<UserEntity, UUID> {

  private static final String ADMINISTRATOR = "admin";
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(?:[._-][a-z0-9]+)*");
  private static final int MAX_NAME = 64;

  private final Clock clock;

  AccountsStore(Clock clock) {
    this.clock = clock;
  }

  @Override
  @Transactional
  public Optional<Actor.User> byName(String name) {
    return find("name", name).firstResultOptional().map(UserEntity::toUser);
  }

  @Override
  @Transactional
  public Actor.User create(String name, boolean admin) {
    if (name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
      throw new InvalidInputException(
          "name", "has up to 64 lower-case letters and digits, with single . _ - between them");
    }
    if (!insertUser(name, admin)) {
      throw new InvalidInputException("name", "there is an account \"" + name + "\" already");
    }
    Actor.User user = byName(name).orElseThrow();
    takeNamespace(user);
    return user;
  }

  @Override
  @Transactional
  public Actor.User administrator() {
    return byName(ADMINISTRATOR)
        .orElseGet(
            () -> {
              boolean unused = insertUser(ADMINISTRATOR, true);
              return byName(ADMINISTRATOR).orElseThrow();
            });
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

  /** A namespace that is there already belongs to others: nobody gets it by choosing its name. */
  private void takeNamespace(Actor.User user) {
    int made =
        getEntityManager()
            .createNativeQuery(
                "insert into namespace (name, created_at) values (?1, ?2) on conflict do nothing")
            .setParameter(1, user.name())
            .setParameter(2, clock.instant())
            .executeUpdate();
    if (made == 0) {
      throw new InvalidInputException(
          "name", "there is a namespace \"" + user.name() + "\" already");
    }
    getEntityManager()
        .createNativeQuery(
            "insert into namespace_member (namespace, user_id, role) values (?1, ?2, 'owner')")
        .setParameter(1, user.name())
        .setParameter(2, user.id())
        .executeUpdate();
  }
}
