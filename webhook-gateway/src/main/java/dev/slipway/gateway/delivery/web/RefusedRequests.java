package dev.slipway.gateway.delivery.web;

import dev.slipway.gateway.delivery.SafeText;
import dev.slipway.gateway.hook.Hook;
import dev.slipway.gateway.hook.Hooks;
import dev.slipway.gateway.provider.Headers;
import dev.slipway.gateway.provider.WebhookProvider;
import dev.slipway.gateway.rejection.Rejection;
import dev.slipway.gateway.rejection.Rejection.Reason;
import dev.slipway.gateway.rejection.TellRejections;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Passes on what was refused at a webhook that exists. It is asked after the answer is on its way,
 * so the sender learns from it neither what nor whether. Of other requests only metrics tell.
 */
@Singleton
class RefusedRequests {

  private static final int MAX_ID = 128;
  private static final int MAX_EVENT = 200;

  private final Hooks hooks;
  private final TellRejections rejections;
  private final Clock clock;

  @Inject
  RefusedRequests(Hooks hooks, TellRejections rejections) {
    this(hooks, rejections, Clock.systemUTC());
  }

  RefusedRequests(Hooks hooks, TellRejections rejections, Clock clock) {
    this.hooks = hooks;
    this.rejections = rejections;
    this.clock = clock;
  }

  /**
   * Notes a refusal.
   *
   * @return whether the webhook exists
   */
  boolean note(WebhookProvider provider, String hookId, Headers headers, Problem problem) {
    Optional<Hook> hook = hooks.find(hookId);
    hook.ifPresent(
        known ->
            reason(provider, known, problem)
                .ifPresent(reason -> note(provider, known, headers, problem, reason)));
    return hook.isPresent();
  }

  private void note(
      WebhookProvider provider, Hook hook, Headers headers, Problem problem, Reason reason) {
    rejections.note(
        new Rejection(
            hook.config().hookId(),
            hook.config().repositoryId(),
            reason,
            problem.status(),
            problem.detail(),
            shown(headers, provider.deliveryIdHeader(), MAX_ID),
            shown(headers, provider.eventHeader(), MAX_EVENT),
            clock.instant()));
  }

  private static Optional<Reason> reason(WebhookProvider provider, Hook hook, Problem problem) {
    return hook.config().provider() == provider.kind()
        ? problem.rejection()
        : Optional.of(Reason.WRONG_PROVIDER);
  }

  private static @Nullable String shown(Headers headers, String name, int maxLength) {
    return SafeText.of(headers.only(name).orElse(null), maxLength);
  }
}
