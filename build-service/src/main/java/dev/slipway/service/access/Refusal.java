package dev.slipway.service.access;

import java.util.Optional;

/** Why an actor may not do something to what it may see, in words for it. */
final class Refusal {

  private Refusal() {}

  static String text(
      Actor actor, Action action, String thing, String namespace, Optional<Role> role) {
    if (actor instanceof Actor.User user && AccessPolicy.ownerMay(user, action, role)) {
      return user.grant().reaches(namespace)
          ? "this token may not %s %s: its scope is \"%s\", this needs \"%s\""
              .formatted(
                  words(action),
                  thing,
                  user.grant().scope().wireName(),
                  Scope.neededFor(action).wireName())
          : "this token may not %s %s: it is good for namespace \"%s\" only"
              .formatted(words(action), thing, user.grant().namespace());
    }
    return actor.displayName() + " may not " + words(action) + " " + thing;
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
