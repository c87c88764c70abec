package dev.slipway.gateway.delivery.web;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Streams one body into a collector, within a time. Runs on the request's event loop. */
final class BodyReading {

  private final Exchange exchange;
  private final BodyCollector collector;
  private final Duration timeout;
  private boolean over;

  BodyReading(Exchange exchange, BodyCollector collector, Duration timeout) {
    this.exchange = exchange;
    this.collector = collector;
    this.timeout = timeout;
  }

  /**
   * Starts to read.
   *
   * @param refused called at most once, when the body isn't taken
   * @param complete called at most once, when all of it is in the collector
   */
  void start(Consumer<Problem> refused, Runnable complete) {
    HttpServerRequest request = exchange.request();
    Vertx vertx = exchange.vertx();
    long timer =
        vertx.setTimer(timeout.toMillis(), id -> end(() -> refused.accept(Problem.tooSlow())));
    Consumer<Runnable> finish =
        outcome -> {
          vertx.cancelTimer(timer);
          end(outcome);
        };
    request.exceptionHandler(gone -> finish.accept(collector::release));
    request.endHandler(
        end -> finish.accept(() -> collector.end().ifPresentOrElse(refused, complete)));
    request.handler(chunk -> add(chunk, problem -> finish.accept(() -> refused.accept(problem))));
    if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      request.response().writeContinue();
    }
    request.resume();
  }

  private void add(Buffer chunk, Consumer<Problem> refused) {
    if (!over) {
      Optional<Problem> problem = collector.add(chunk);
      problem.ifPresent(refused);
    }
  }

  private void end(Runnable outcome) {
    if (!over) {
      over = true;
      outcome.run();
    }
  }
}
