package dev.slipway.service.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Headers that keep a browser from doing what no page of ours needs: scripts, styles and images
 * from elsewhere, inline scripts, framing, guessing media types, telling others our URLs.
 */
@ApplicationScoped
class SecurityHeaders {

  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final int FIRST = 2_000;

  void register(@Observes Filters filters) {
    filters.register(SecurityHeaders::add, FIRST);
  }

  private static void add(RoutingContext context) {
    if (!context.normalizedPath().startsWith("/v2/")) {
      MultiMap headers = context.response().headers();
      headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
      headers.set("X-Content-Type-Options", "nosniff");
      headers.set("Referrer-Policy", "same-origin");
    }
    context.next();
  }
}
