package dev.slipway.service.host;

import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.access.ForbiddenActionException;
import dev.slipway.service.access.NoSuchThingException;
import dev.slipway.service.repository.Repositories;
import dev.slipway.service.repository.Repository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Linked accounts as those may see them who belong to the namespace. */
@ApplicationScoped
public class ReadLinkedAccounts {

  private final Access access;
  private final LinkedAccountStore accounts;
  private final Repositories repositories;

  ReadLinkedAccounts(Access access, LinkedAccountStore accounts, Repositories repositories) {
    this.access = access;
    this.accounts = accounts;
    this.repositories = repositories;
  }

  /** A namespace's, in the order of host and login. */
  public List<LinkedAccount> ofNamespace(String namespace) {
    access.namespace(namespace, Action.READ_NAMESPACE);
    return accounts.ofNamespace(namespace);
  }

  /** One, for those who may see it. */
  public LinkedAccount read(UUID id) {
    return read(id, Action.READ_NAMESPACE);
  }

  /**
   * One, for an action.
   *
   * @throws NoSuchThingException when there is none, or the actor may not even see it
   * @throws ForbiddenActionException when it may see it, but not do this
   */
  LinkedAccount read(UUID id, Action action) {
    LinkedAccount account = accounts.find(id).orElseThrow(ReadLinkedAccounts::missing);
    try {
      access.namespace(account.namespace(), Action.READ_NAMESPACE);
    } catch (ForbiddenActionException | NoSuchThingException e) {
      throw missing();
    }
    access.namespace(account.namespace(), action);
    return account;
  }

  /** The repositories that use it, as far as the actor may see them. */
  public List<Repository> uses(LinkedAccount account) {
    return repositories(account)
        .filter(repository -> access.allows(repository, Action.READ_REPOSITORY))
        .toList();
  }

  /** All repositories that use it. */
  Stream<Repository> repositories(LinkedAccount account) {
    return accounts.repositories(account.id()).stream()
        .map(repositories::byId)
        .flatMap(Optional::stream);
  }

  private static NoSuchThingException missing() {
    return new NoSuchThingException("there is no such linked account");
  }
}
