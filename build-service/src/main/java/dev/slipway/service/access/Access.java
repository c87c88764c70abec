package dev.slipway.service.access;

import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.RepositoryName;
import java.util.UUID;

/**
 * The one door to repositories for everything that answers a request. It applies {@code
 * AccessPolicy} to the current request's actor. What the actor may not see doesn't exist for it.
 */
public interface Access {

  /** Who makes the current request; {@link Actor.Anonymous} outside of one. */
  Actor actor();

  /**
   * A repository by name, for an action.
   *
   * @throws NoSuchThingException (404) when there is none, or the actor may not even read it
   * @throws ForbiddenActionException (403) when it may read it but not do this
   */
  Repository repository(RepositoryName name, Action action);

  /** As above, by id: for builds and deliveries, which know their repository's id. */
  Repository repository(UUID id, Action action);

  /**
   * Demands the right to do something in a namespace. An administrator may make a repository in one
   * that isn't there yet, which makes it.
   *
   * @throws NoSuchThingException (404) when there is none, or the actor may not even see it
   * @throws ForbiddenActionException (403) when it may see it but not do this
   * @throws dev.slipway.service.web.InvalidInputException when it isn't there and its name can't be
   *     one
   */
  void namespace(String namespace, Action action);

  /** Whether the actor may do this, for lists and for buttons. */
  boolean allows(Repository repository, Action action);

  /** As above, for an actor that another protocol than HTTP's own authentication has told. */
  boolean allows(Actor actor, Repository repository, Action action);
}
