package dev.slipway.service.account.web;

import dev.slipway.service.access.Actor;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Applies {@link PathRules} to every request, whichever module answers it. */
@ApplicationScoped
class PathPolicy implements HttpSecurityPolicy {

  @Override
  public Uni<CheckResult> checkPermission(
      RoutingContext context,
      Uni<SecurityIdentity> identity,
      AuthorizationRequestContext requestContext) {
    PathRules.Requirement requirement =
        PathRules.requirement(context.request().method().name(), context.normalizedPath());
    return switch (requirement) {
      case NOBODY -> CheckResult.permit();
      case DENIED -> CheckResult.deny();
      case WORKER, USER, VISITOR ->
          identity
              .map(known -> satisfies(ActorIdentities.actor(known), requirement))
              .map(CheckResult::new);
    };
  }

  private static boolean satisfies(Actor actor, PathRules.Requirement requirement) {
    return switch (requirement) {
      case NOBODY -> true;
      case VISITOR -> actor instanceof Actor.User || actor instanceof Actor.Anonymous;
      case WORKER -> actor instanceof Actor.Worker;
      case USER -> actor instanceof Actor.User;
      case DENIED -> false;
    };
  }
}
