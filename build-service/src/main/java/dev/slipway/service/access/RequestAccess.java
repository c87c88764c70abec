package dev.slipway.service.access;

import dev.slipway.service.repository.Repositories;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.RepositoryName;
import dev.slipway.service.web.InvalidInputException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** {@link Access} for the actor of the current request. */
@ApplicationScoped
class RequestAccess implements Access {

  private final CurrentActor currentActor;
  private final Repositories repositories;
  private final Memberships memberships;
  private final Namespaces namespaces;

  RequestAccess(
      CurrentActor currentActor,
      Repositories repositories,
      Memberships memberships,
      Namespaces namespaces) {
    this.currentActor = currentActor;
    this.repositories = repositories;
    this.memberships = memberships;
    this.namespaces = namespaces;
  }

  @Override
  public Actor actor() {
    return currentActor.get();
  }

  @Override
  public Repository repository(RepositoryName name, Action action) {
    return checked(repositories.byName(name), "there is no repository \"" + name + "\"", action);
  }

  @Override
  public Repository repository(UUID id, Action action) {
    return checked(repositories.byId(id), "there is no such repository", action);
  }

  @Override
  public void namespace(String namespace, Action action) {
    Actor actor = actor();
    Optional<Role> role = role(actor, namespace);
    if (isVisible(actor, namespace, role)) {
      if (!AccessPolicy.allowsInNamespace(actor, action, namespace, role)) {
        throw new ForbiddenActionException(
            Refusal.text(actor, action, "namespace \"" + namespace + "\"", namespace, role));
      }
    } else if (!opensNew(actor, namespace, action)) {
      throw new NoSuchThingException("there is no namespace \"" + namespace + "\"");
    }
  }

  @Override
  public boolean allows(Repository repository, Action action) {
    return allows(actor(), repository, action);
  }

  @Override
  public boolean allows(Actor actor, Repository repository, Action action) {
    String namespace = repository.name().namespace();
    return AccessPolicy.allows(
        actor, action, namespace, repository.visibility(), role(actor, namespace));
  }

  /** What may not be read gets the very answer of what isn't there. */
  private Repository checked(Optional<Repository> found, String missing, Action action) {
    Repository repository =
        found
            .filter(candidate -> allows(candidate, Action.READ_REPOSITORY))
            .orElseThrow(() -> new NoSuchThingException(missing));
    if (!allows(repository, action)) {
      String namespace = repository.name().namespace();
      throw new ForbiddenActionException(
          Refusal.text(
              actor(), action, repository.name().toString(), namespace, role(actor(), namespace)));
    }
    return repository;
  }

  private boolean isVisible(Actor actor, String namespace, Optional<Role> role) {
    return AccessPolicy.allowsInNamespace(actor, Action.READ_NAMESPACE, namespace, role)
        && namespaces.exists(namespace);
  }

  /** Only administrators make a namespace by making a repository in it. */
  private boolean opensNew(Actor actor, String namespace, Action action) {
    boolean opens =
        action == Action.CREATE_REPOSITORY
            && AccessPolicy.allowsInNamespace(actor, action, namespace, Optional.empty())
            && !namespaces.exists(namespace);
    if (opens) {
      try {
        String unused = NamespaceNames.parseNew(namespace);
      } catch (IllegalArgumentException e) {
        throw new InvalidInputException("name", "the namespace: " + e.getMessage());
      }
    }
    return opens;
  }

  private Optional<Role> role(Actor actor, String namespace) {
    return actor instanceof Actor.User user && !user.admin()
        ? memberships.role(user.id(), namespace)
        : Optional.empty();
  }
}
