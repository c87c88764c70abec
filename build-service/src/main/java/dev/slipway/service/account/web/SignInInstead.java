package dev.slipway.service.account.web;

import dev.slipway.service.access.Actor;
import dev.slipway.service.access.CurrentActor;
import dev.slipway.service.web.Problem;
import dev.slipway.service.web.ProblemAnswers;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Where visitors may look without a credential, what they may not see and what isn't there get one
 * and the same answer: to sign in. So nobody learns which of the two it is, and who has an account
 * learns what to do.
 */
final class SignInInstead {

  /** What those without a credential are told, here and where one is always needed. */
  static final Problem PROBLEM =
      Problem.of(
          401,
          "this needs a credential: send \"Authorization: Bearer <token>\" with a personal access"
              + " token or the value of SLIPWAY_ADMIN_TOKEN, or sign in with a browser");

  private static final Set<Integer> REFUSALS = Set.of(403, 404);

  private final CurrentActor currentActor;

  SignInInstead(CurrentActor currentActor) {
    this.currentActor = currentActor;
  }

  @ServerResponseFilter(priority = 1)
  public void filter(
      ContainerRequestContext request, ContainerResponseContext response, RoutingContext context) {
    if (!REFUSALS.contains(response.getStatus())
        || !isVisitors(context)
        || !(currentActor.get() instanceof Actor.Anonymous)) {
      return;
    }
    Response instead = ProblemAnswers.of(PROBLEM, request);
    response.setStatus(instead.getStatus());
    response.getHeaders().clear();
    response.setEntity(instead.getEntity(), null, instead.getMediaType());
    response.getHeaders().putSingle("WWW-Authenticate", "Bearer");
    response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  private static boolean isVisitors(RoutingContext context) {
    return PathRules.requirement(context.request().method().name(), context.normalizedPath())
        == PathRules.Requirement.VISITOR;
  }
}
