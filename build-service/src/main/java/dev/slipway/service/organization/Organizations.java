package dev.slipway.service.organization;

import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.access.Actor;
import dev.slipway.service.access.ForbiddenActionException;
import dev.slipway.service.access.NamespaceNames;
import dev.slipway.service.access.NoSuchThingException;
import dev.slipway.service.account.AccountsConfig;
import dev.slipway.service.account.SignedIn;
import dev.slipway.service.web.ConflictException;
import dev.slipway.service.web.Fields;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes, shows and removes organizations. */
@ApplicationScoped
public class Organizations {

  private final Access access;
  private final SignedIn signedIn;
  private final OrganizationStore store;
  private final AccountsConfig config;
  private final Clock clock;

  Organizations(
      Access access,
      SignedIn signedIn,
      OrganizationStore store,
      AccountsConfig config,
      Clock clock) {
    this.access = access;
    this.signedIn = signedIn;
    this.store = store;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Makes an organization; who makes it is its first owner.
   *
   * @throws ForbiddenActionException when the actor may not make any
   * @throws dev.slipway.service.web.InvalidInputException when the name can't be one
   * @throws ConflictException when the name is taken
   */
  @Transactional
  public Organization create(@Nullable String name) {
    Actor.User maker = signedIn.unlimited();
    if (!config.organizationsBy().include(maker)) {
      throw new ForbiddenActionException(
          "only administrators may make organizations here; ask one of them");
    }
    String checked = Fields.required("name", name, NamespaceNames::parseNew);
    if (!store.insert(checked, maker.id(), clock.instant())) {
      throw new ConflictException("there is a namespace \"" + checked + "\" already");
    }
    return existing(checked, maker);
  }

  /** Those that the actor belongs to, by name; an administrator sees all. */
  public List<Organization> list(@Nullable String after, int limit) {
    return store.visibleTo(signedIn.person(), after, limit);
  }

  /**
   * One of them.
   *
   * @throws NoSuchThingException when there is none, or the actor may not see it
   */
  public Organization get(String name) {
    access.namespace(name, Action.READ_NAMESPACE);
    return existing(name, signedIn.person());
  }

  /**
   * Removes an organization with its memberships.
   *
   * @throws ConflictException while something is in it, or when it is somebody's own namespace
   */
  @Transactional
  public void delete(String name) {
    access.namespace(name, Action.MANAGE_NAMESPACE);
    Optional<UUID> person = store.lock(name);
    if (person.isPresent()) {
      throw new ConflictException(
          "\"" + name + "\" is an account's own namespace; it goes with the account");
    }
    long repositories = store.repositories(name);
    if (repositories > 0) {
      throw new ConflictException(
          "\"" + name + "\" has " + repositories + " repositories; delete them first");
    }
    long linked = store.linkedAccounts(name);
    if (linked > 0) {
      throw new ConflictException(
          "\"" + name + "\" has " + linked + " linked accounts; unlink them first");
    }
    store.delete(name);
  }

  private Organization existing(String name, Actor.User viewer) {
    return store
        .find(name, viewer.id())
        .orElseThrow(() -> new NoSuchThingException("there is no namespace \"" + name + "\""));
  }
}
