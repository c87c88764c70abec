package dev.slipway.service.account.web;

import dev.slipway.service.web.HttpProblems;
import dev.slipway.service.web.Problem;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/**
 * Refuses what other sites make a browser send. Requests with an {@code Authorization} header are
 * exempt, since no browser adds one by itself; so are paths where cookies aren't looked at, except
 * signing in, which must not happen behind somebody's back either.
 */
@ApplicationScoped
class CrossSiteGuard {

  private static final int BEFORE_AUTHENTICATION = 900;
  private static final List<String> EXEMPT =
      List.of("/hooks/", "/v2/", "/internal/", "/api/build/v1/source/", "/registry-hooks/");

  void register(@Observes Filters filters) {
    filters.register(CrossSiteGuard::check, BEFORE_AUTHENTICATION);
  }

  private static void check(RoutingContext context) {
    if (isExempt(context) || isFromOurPages(context.request())) {
      context.next();
      return;
    }
    HttpProblems.send(
        context,
        Problem.of(
            403,
            "this request was made by another site; open Slipway's own page and try again there"));
  }

  private static boolean isExempt(RoutingContext context) {
    String path = context.normalizedPath();
    return context.request().headers().contains(HttpHeaders.AUTHORIZATION)
        || EXEMPT.stream().anyMatch(path::startsWith);
  }

  private static boolean isFromOurPages(HttpServerRequest request) {
    return SameOrigin.permits(
        request.method().name(),
        request.getHeader("Sec-Fetch-Site"),
        request.getHeader(HttpHeaders.ORIGIN),
        request.getHeader(HttpHeaders.HOST));
  }
}
