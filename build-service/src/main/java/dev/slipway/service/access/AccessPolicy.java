package dev.slipway.service.access;

import dev.slipway.service.repository.Repository.Visibility;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The whole policy, in one table. What it doesn't grant is denied.
 *
 * <ul>
 *   <li>An administrator may do everything.
 *   <li>A namespace's owner may do everything in it; a maintainer all but make and delete
 *       repositories; a reader see everything, secrets excepted.
 *   <li>Anybody may see a public repository, its builds and tags. Logs, deliveries and rules are
 *       for members even then: they show build arguments, senders and what a build printed.
 *   <li>A credential may be good for less than its owner: then only what both may is granted. What
 *       anybody may see, one may see with every credential.
 *   <li>A worker has no rights here; the internal API is all it may use.
 * </ul>
 */
final class AccessPolicy {

  private static final Map<Role, Set<Action>> GRANTED = new EnumMap<>(Role.class);

  static {
    GRANTED.put(Role.OWNER, EnumSet.allOf(Action.class));
    GRANTED.put(
        Role.MAINTAINER,
        EnumSet.of(
            Action.READ_REPOSITORY,
            Action.READ_BUILD_DETAILS,
            Action.BUILD,
            Action.CONFIGURE,
            Action.READ_NAMESPACE));
    GRANTED.put(
        Role.READER,
        EnumSet.of(Action.READ_REPOSITORY, Action.READ_BUILD_DETAILS, Action.READ_NAMESPACE));
  }

  private AccessPolicy() {}

  /** Whether an actor with this role in the repository's namespace may do this to it. */
  static boolean allows(
      Actor actor, Action action, String namespace, Visibility visibility, Optional<Role> role) {
    boolean open = visibility == Visibility.PUBLIC && action == Action.READ_REPOSITORY;
    if (actor instanceof Actor.Worker) {
      return false;
    }
    return open || allowsInNamespace(actor, action, namespace, role);
  }

  /** Whether an actor with this role in a namespace may do this in it. */
  static boolean allowsInNamespace(
      Actor actor, Action action, String namespace, Optional<Role> role) {
    return actor instanceof Actor.User user
        && user.grant().allows(action, namespace)
        && ownerMay(user, action, role);
  }

  /** Whether the owner of the credential may, with a better one. */
  static boolean ownerMay(Actor.User user, Action action, Optional<Role> role) {
    return user.admin() || role.map(GRANTED::get).filter(set -> set.contains(action)).isPresent();
  }
}
