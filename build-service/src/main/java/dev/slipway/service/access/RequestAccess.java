package dev.slipway.service.access;

import dev.slipway.service.repository.Repositories;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.RepositoryName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** {@link Access} for the actor of the current request. */
@ApplicationScoped
class RequestAccess implements Access {

  private final CurrentActor currentActor;
  private final Repositories repositories;
  private final Memberships memberships;

  RequestAccess(CurrentActor currentActor, Repositories repositories, Memberships memberships) {
    this.currentActor = currentActor;
    this.repositories = repositories;
    this.memberships = memberships;
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
    if (!AccessPolicy.allowsInNamespace(actor, action, role(actor, namespace))) {
      throw new ForbiddenActionException(
          actor.displayName() + " may not " + words(action) + " namespace \"" + namespace + "\"");
    }
  }

  @Override
  public boolean allows(Repository repository, Action action) {
    return allows(actor(), repository, action);
  }

  @Override
  public boolean allows(Actor actor, Repository repository, Action action) {
    return AccessPolicy.allows(
        actor, action, repository.visibility(), role(actor, repository.name().namespace()));
  }

  /** What may not be read gets the very answer of what isn't there. */
  private Repository checked(Optional<Repository> found, String missing, Action action) {
    Repository repository =
        found
            .filter(candidate -> allows(candidate, Action.READ_REPOSITORY))
            .orElseThrow(() -> new NoSuchThingException(missing));
    if (!allows(repository, action)) {
      throw new ForbiddenActionException(
          actor().displayName() + " may not " + words(action) + " " + repository.name());
    }
    return repository;
  }

  private Optional<Role> role(Actor actor, String namespace) {
    return actor instanceof Actor.User user && !user.admin()
        ? memberships.role(user.id(), namespace)
        : Optional.empty();
  }

  private static String words(Action action) {
    return switch (action) {
      case READ_REPOSITORY -> "see";
      case READ_BUILD_DETAILS -> "see the logs, deliveries and rules of";
      case BUILD -> "start or cancel builds of";
      case CONFIGURE -> "change";
      case DELETE_REPOSITORY -> "delete";
      case CREATE_REPOSITORY -> "make repositories in";
      case READ_NAMESPACE -> "see";
      case MANAGE_NAMESPACE -> "change";
    };
  }
}
