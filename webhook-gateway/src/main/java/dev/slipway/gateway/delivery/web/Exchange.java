package dev.slipway.gateway.delivery.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.gateway.provider.Headers;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One HTTP request and its answer. Used on the request's event loop only. */
final class Exchange {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RETRY_SECONDS = "5";

  /** How long a sender whose body isn't wanted may go on, so that it gets to read the answer. */
  private static final long DISCARD_MILLIS = 5_000;

  private final RoutingContext context;
  private final Context eventLoop;

  /** Made on the event loop of the request. */
  Exchange(RoutingContext context) {
    this.context = context;
    this.eventLoop = context.vertx().getOrCreateContext();
  }

  HttpServerRequest request() {
    return context.request();
  }

  Headers headers() {
    Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Map.Entry<String, String> field : request().headers()) {
      fields.computeIfAbsent(field.getKey(), name -> new ArrayList<>()).add(field.getValue());
    }
    return new Headers(fields);
  }

  Vertx vertx() {
    return context.vertx();
  }

  /** Runs something on the request's event loop, whatever thread calls. */
  void onEventLoop(Runnable action) {
    eventLoop.runOnContext(ignored -> action.run());
  }

  void accept(DeliveryAnswer answer) {
    answer(202, "application/json", answer);
  }

  /** Answers and reads on without looking, until the sender is done or has had time enough. */
  void refuse(Problem problem) {
    HttpServerResponse response = context.response();
    if (problem.isTemporary()) {
      response.putHeader("Retry-After", RETRY_SECONDS);
    }
    if (problem.status() == 405) {
      response.putHeader("Allow", "POST");
    }
    answer(problem.status(), "application/problem+json", problem);
    discardRest();
  }

  private void answer(int status, String mediaType, Object body) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response.setStatusCode(status).putHeader("Content-Type", mediaType);
    context.end(json(body));
  }

  private void discardRest() {
    HttpServerRequest request = request();
    if (request.isEnded()) {
      return;
    }
    long timer = context.vertx().setTimer(DISCARD_MILLIS, id -> request.connection().close());
    request.exceptionHandler(gone -> context.vertx().cancelTimer(timer));
    request.endHandler(end -> context.vertx().cancelTimer(timer));
    request.handler(chunk -> {});
    request.resume();
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer can't be written as JSON", e);
    }
  }
}
