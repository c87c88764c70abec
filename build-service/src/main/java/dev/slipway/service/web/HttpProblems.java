package dev.slipway.service.web;

import io.quarkus.security.ForbiddenException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Problems that are answered before any resource is reached, as a page where a browser asks. */
@ApplicationScoped
public class HttpProblems {

  /**
   * Gives a body to what the security layer refuses a known actor, and to paths without anything.
   */
  void register(@Observes Router router) {
    router.route().failureHandler(HttpProblems::refused);
    router.errorHandler(
        404,
        context ->
            send(
                context,
                Problem.of(404, "there is nothing at this path; /q/openapi describes the API")));
  }

  /**
   * Ends the request with a problem. The connection is closed when the body hasn't been read, so
   * that nobody has to.
   */
  public static void send(RoutingContext context, Problem problem) {
    boolean page =
        ErrorPages.wanted(
            context.normalizedPath(), context.request().getHeader(HttpHeaders.ACCEPT));
    HttpServerResponse response = context.response();
    if (!context.request().isEnded()) {
      response.putHeader(HttpHeaders.CONNECTION, "close");
    }
    response
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, page ? "text/html;charset=UTF-8" : Problem.MEDIA_TYPE)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(page ? Buffer.buffer(ErrorPages.render(problem)) : json(problem))
        .onFailure(context::fail);
  }

  private static void refused(RoutingContext context) {
    if (context.failure() instanceof ForbiddenException && !context.response().ended()) {
      send(
          context, Problem.of(403, "this is not for you: the credential isn't good for this path"));
    } else {
      context.next();
    }
  }

  private static Buffer json(Problem problem) {
    return new JsonObject()
        .put("type", problem.type())
        .put("title", problem.title())
        .put("status", problem.status())
        .put("detail", problem.detail())
        .toBuffer();
  }
}
