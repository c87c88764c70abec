package dev.slipway.gateway.delivery.web;

import dev.slipway.core.git.GitProvider;
import dev.slipway.gateway.GatewayConfig;
import dev.slipway.gateway.delivery.ReceiveDelivery;
import dev.slipway.gateway.delivery.Reception;
import dev.slipway.gateway.hook.Hooks;
import dev.slipway.gateway.provider.WebhookProvider;
import io.quarkus.arc.All;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * {@code POST /hooks/{provider}/{hookId}}. It is a route of the HTTP server itself and no REST
 * resource, because it has to say no before the body is there, and to bound the body while it
 * streams in.
 */
@Singleton
class WebhookRoute {

  private static final Logger LOG = Logger.getLogger(WebhookRoute.class);

  private final List<WebhookProvider> providers;
  private final GatewayConfig config;
  private final Hooks hooks;
  private final BodyBudget budget;
  private final ReceiveDelivery receiver;
  private final DeliveryMetrics metrics;
  private final RefusedRequests refused;

  WebhookRoute(
      @All List<WebhookProvider> providers,
      GatewayConfig config,
      Hooks hooks,
      BodyBudget budget,
      ReceiveDelivery receiver,
      DeliveryMetrics metrics,
      RefusedRequests refused) {
    this.providers = providers;
    this.config = config;
    this.hooks = hooks;
    this.budget = budget;
    this.receiver = receiver;
    this.metrics = metrics;
    this.refused = refused;
  }

  void install(@Observes Router router) {
    router.route("/hooks/:provider/:hookId").handler(this::handle);
  }

  private void handle(RoutingContext context) {
    Exchange exchange = new Exchange(context);
    Optional<WebhookProvider> provider = provider(context.pathParam("provider"));
    if (!context.request().method().equals(HttpMethod.POST)) {
      refuseUnread(exchange, Problem.method());
    } else if (provider.isEmpty()) {
      refuseUnread(exchange, Problem.unknownProvider());
    } else {
      take(exchange, provider.get(), context.pathParam("hookId"));
    }
  }

  private void take(Exchange exchange, WebhookProvider provider, String hookId) {
    RequestHead head =
        new RequestHead(provider, hookId, exchange.headers(), limit(provider.kind()));
    Optional<Problem> problem =
        hooks.areLoaded() ? head.problem() : Optional.of(Problem.notReady());
    if (problem.isPresent()) {
      refuse(exchange, head, problem.get());
      return;
    }
    BodyCollector collector = new BodyCollector(head.limit(), budget);
    new BodyReading(exchange, collector, config.bodyTimeout())
        .start(
            refusal -> {
              collector.release();
              refuse(exchange, head, refusal);
            },
            () -> receive(exchange, head, collector));
  }

  private void receive(Exchange exchange, RequestHead head, BodyCollector collector) {
    var unused =
        receiver
            .receive(head.with(collector.body()))
            .whenComplete(
                (reception, failure) ->
                    exchange.onEventLoop(
                        () -> {
                          collector.release();
                          answer(exchange, head, reception, failure);
                        }));
  }

  private void answer(Exchange exchange, RequestHead head, Reception reception, Throwable failure) {
    WebhookProvider provider = head.provider();
    if (failure != null) {
      LOG.errorf(failure, "A delivery failed: provider=%s", provider.kind().wireName());
      refuse(exchange, head, Problem.unexpected());
    } else if (reception instanceof Reception.Accepted accepted) {
      boolean ignored = accepted.record().ignored() != null;
      metrics.count(provider.kind(), ignored ? "ignored" : "accepted");
      exchange.accept(DeliveryAnswer.of(accepted.record()));
    } else {
      refuse(exchange, head, Problem.of((Reception.Refused) reception));
    }
  }

  private void refuse(Exchange exchange, RequestHead head, Problem problem) {
    metrics.count(head.provider().kind(), problem.outcome());
    exchange.refuse(problem);
    boolean known = refused.note(head.provider(), head.hookId(), head.headers(), problem);
    metrics.refused(problem.outcome(), known);
  }

  /** Refuses what isn't even for a webhook. */
  private void refuseUnread(Exchange exchange, Problem problem) {
    exchange.refuse(problem);
    metrics.refused(problem.outcome(), false);
  }

  private Optional<WebhookProvider> provider(String word) {
    return providers.stream().filter(p -> p.kind().wireName().equals(word)).findFirst();
  }

  private long limit(GitProvider kind) {
    MemorySize limit =
        switch (kind) {
          case GITHUB -> config.githubBodyLimit();
          case BITBUCKET -> config.bitbucketBodyLimit();
          case BITBUCKET_SERVER -> config.bitbucketServerBodyLimit();
          case GIT -> throw new IllegalArgumentException("plain Git sends no webhooks");
        };
    return limit.asLongValue();
  }
}
