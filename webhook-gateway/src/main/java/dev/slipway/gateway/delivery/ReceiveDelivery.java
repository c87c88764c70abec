package dev.slipway.gateway.delivery;

import dev.slipway.core.message.DeliveryRecorded;
import dev.slipway.gateway.delivery.Reception.Accepted;
import dev.slipway.gateway.delivery.Reception.Cause;
import dev.slipway.gateway.delivery.Reception.Refused;
import dev.slipway.gateway.hook.Gatekeeper;
import dev.slipway.gateway.hook.Hook;
import dev.slipway.gateway.hook.Hooks;
import dev.slipway.gateway.provider.MalformedDeliveryException;
import dev.slipway.gateway.provider.Notification;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import org.jboss.logging.Logger;

/**
 * Takes one delivery: admits, reads, judges, records. Work that costs time runs on the executor.
 */
@Singleton
public class ReceiveDelivery {

  private static final Logger LOG = Logger.getLogger(ReceiveDelivery.class);

  private final Hooks hooks;
  private final Gatekeeper gatekeeper;
  private final DeliveryJudge judge;
  private final Deliveries deliveries;
  private final ExecutorService executor;

  ReceiveDelivery(
      Hooks hooks,
      Gatekeeper gatekeeper,
      DeliveryJudge judge,
      Deliveries deliveries,
      ExecutorService executor) {
    this.hooks = hooks;
    this.gatekeeper = gatekeeper;
    this.judge = judge;
    this.deliveries = deliveries;
    this.executor = executor;
  }

  /** Takes a delivery; completes with what became of it, in bounded time. */
  public CompletionStage<Reception> receive(WebhookRequest request) {
    return CompletableFuture.supplyAsync(() -> admit(request), executor)
        .thenCompose(hook -> hook.isPresent() ? completed(hook) : admitLater(request))
        .thenComposeAsync(
            hook ->
                hook.map(known -> process(known, request))
                    .orElseGet(() -> completed(unauthorized())),
            executor);
  }

  private Optional<Hook> admit(WebhookRequest request) {
    return gatekeeper.admit(
        request.provider().kind(), request.hookId(), request.signature(), request.body());
  }

  /** A webhook made a moment ago may be on its way still, so nobody is refused before it's here. */
  private CompletionStage<Optional<Hook>> admitLater(WebhookRequest request) {
    return hooks.catchUp().thenApplyAsync(caughtUp -> admit(request), executor);
  }

  private CompletionStage<Reception> process(Hook hook, WebhookRequest request) {
    Notification notification;
    try {
      notification = request.provider().read(request.headers(), request.body());
    } catch (MalformedDeliveryException e) {
      return completed(new Refused(Cause.MALFORMED, e.detail()));
    }
    if (notification instanceof Notification.Push push
        && !push.subject().isClonedFrom(hook.cloneUrl())) {
      return completed(foreign(hook));
    }
    DeliveryRecorded delivery = judge.judge(hook, request, notification);
    return deliveries
        .record(delivery)
        .<Reception>thenApply(recorded -> new Accepted(delivery))
        .exceptionally(failure -> notRecorded(hook, failure));
  }

  /** The one refusal for everything that has to do with who may speak. */
  public static Refused unauthorized() {
    return new Refused(
        Cause.UNAUTHORIZED,
        "This webhook doesn't exist, or the signature isn't made of the body with its secret;"
            + " compare URL and secret with those that the repository's page shows.");
  }

  private static Reception foreign(Hook hook) {
    LOG.warnf("A delivery of another repository was refused: hook=%s", hook.config().hookId());
    return new Refused(
        Cause.FOREIGN,
        "The delivery is about another repository than the one this webhook was made for;"
            + " a webhook serves the repository whose clone URL it was made with.");
  }

  private static Reception notRecorded(Hook hook, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof DeliveryTooLargeException) {
      return new Refused(
          Cause.TOO_LARGE,
          "The push moves more refs than one delivery can hold with its verdicts;"
              + " push fewer at once, or start the builds by hand.");
    }
    LOG.errorf(cause, "A delivery could not be recorded: hook=%s", hook.config().hookId());
    return new Refused(
        Cause.NOT_RECORDED,
        "The delivery could not be recorded, so nothing will come of it; send it again.");
  }

  private static <T> CompletionStage<T> completed(T value) {
    return CompletableFuture.completedFuture(value);
  }
}
