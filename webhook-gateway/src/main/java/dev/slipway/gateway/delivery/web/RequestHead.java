package dev.slipway.gateway.delivery.web;

import dev.slipway.gateway.delivery.ReceiveDelivery;
import dev.slipway.gateway.delivery.WebhookRequest;
import dev.slipway.gateway.hook.Signature;
import dev.slipway.gateway.provider.Body;
import dev.slipway.gateway.provider.Headers;
import dev.slipway.gateway.provider.WebhookProvider;
import java.util.Optional;

/**
 * What is known of a request before its body.
 *
 * @param provider the host that the URL names
 * @param hookId the webhook that the URL names
 * @param headers the header fields
 * @param limit the largest body, in bytes
 */
record RequestHead(WebhookProvider provider, String hookId, Headers headers, long limit) {

  /** Why the body needn't be read at all, if so. None of it depends on which webhooks exist. */
  Optional<Problem> problem() {
    if (contentLength() > limit) {
      return Optional.of(Problem.tooLarge(limit));
    }
    if (!provider.mediaTypes().contains(headers.mediaType())) {
      return Optional.of(Problem.mediaType(provider.mediaTypes()));
    }
    return signature().isPresent()
        ? Optional.empty()
        : Optional.of(Problem.of(ReceiveDelivery.unauthorized()));
  }

  WebhookRequest with(Body body) {
    return new WebhookRequest(provider, hookId, headers, signature().orElseThrow(), body);
  }

  private Optional<Signature> signature() {
    return Signature.parse(headers.all(provider.signatureHeader()));
  }

  /** The server has checked that it is a number; without it the body is counted as it comes. */
  private long contentLength() {
    return headers.only("Content-Length").map(Long::parseLong).orElse(0L);
  }
}
