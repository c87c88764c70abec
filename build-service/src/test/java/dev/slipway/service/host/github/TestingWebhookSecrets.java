package dev.slipway.service.host.github;

import dev.slipway.service.host.WebhookSecrets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers in memory. */
final class TestingWebhookSecrets implements WebhookSecrets {

  private final Map<String, String> secrets = new ConcurrentHashMap<>();

  @Override
  public boolean isCurrent(String url, String secret) {
    return secret.equals(secrets.get(url));
  }

  @Override
  public void remember(String url, String secret) {
    secrets.put(url, secret);
  }

  @Override
  public void forget(String url) {
    secrets.remove(url);
  }
}
