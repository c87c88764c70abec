package dev.slipway.service.host;

/**
 * Remembers which secret a webhook got, for hosts that never tell: without it nobody could see that
 * a webhook at the host still has an older one. Only a digest is kept.
 */
public interface WebhookSecrets {

  /** Whether the webhook to a URL got this very secret last. */
  boolean isCurrent(String url, String secret);

  /** The webhook to a URL has this secret from now on. */
  void remember(String url, String secret);

  /** There is no webhook to the URL any more. */
  void forget(String url);
}
