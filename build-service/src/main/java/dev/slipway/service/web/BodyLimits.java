package dev.slipway.service.web;

import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Bounds the bodies of API requests and forms. The HTTP server's own limit is far higher, because
 * the registry shares it. A declared length is refused at once; an undeclared one is cut off by the
 * server while it streams, since it reads this limit from the request's context.
 */
@ApplicationScoped
class BodyLimits {

  /** The largest body of an API request or form, in bytes: 1 MiB. */
  static final long MAX_BYTES = 1 << 20;

  /** The largest body of a call of a build-trigger URL, in bytes: 64 KiB. */
  static final long MAX_TRIGGER_BYTES = 64 << 10;

  private static final String TRIGGERS = "/api/build/v1/source/";
  private static final String URL_ENCODED = "application/x-www-form-urlencoded";
  private static final String MULTIPART = "multipart/";

  /** The server's own limit is set just before, for everybody; this one takes its place. */
  private static final int AFTER_THE_SERVERS_LIMIT = RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT + 1;

  /** The largest body that is taken under a path, in bytes. */
  static long largest(String path) {
    return path.startsWith(TRIGGERS) ? MAX_TRIGGER_BYTES : MAX_BYTES;
  }

  void register(@Observes Router router) {
    router.route().order(AFTER_THE_SERVERS_LIMIT).handler(BodyLimits::limit);
  }

  private static void limit(RoutingContext context) {
    String path = context.normalizedPath();
    if (path.startsWith("/v2/") || path.startsWith("/hooks/")) {
      context.next();
      return;
    }
    long largest = largest(path);
    if (declaredLength(context) > largest) {
      HttpProblems.send(context, Problem.of(413, "the body is larger than " + largest + " bytes"));
      return;
    }
    if (isForm(context) && !context.request().headers().contains(HttpHeaders.CONTENT_LENGTH)) {
      HttpProblems.send(context, Problem.of(411, "a form has to be sent with a Content-Length"));
      return;
    }
    context.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, largest);
    context.next();
  }

  /**
   * The server's form parser doesn't heed a limit while it streams, and browsers say the length.
   */
  private static boolean isForm(RoutingContext context) {
    String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
    return type != null
        && (type.regionMatches(true, 0, URL_ENCODED, 0, URL_ENCODED.length())
            || type.regionMatches(true, 0, MULTIPART, 0, MULTIPART.length()));
  }

  private static long declaredLength(RoutingContext context) {
    String declared = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return declared == null ? 0 : Long.parseLong(declared);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }
}
