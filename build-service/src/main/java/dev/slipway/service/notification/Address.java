package dev.slipway.service.notification;

import java.util.List;

/** Where a target is reached, with what it takes; {@code toString} shows no secret. */
public sealed interface Address {

  /**
   * @param url where to POST
   * @param secret the signatures' key
   * @param format the body's shape
   */
  record Webhook(TargetUrl url, SigningSecret secret, BodyFormat format) implements Address {}

  /**
   * @param url where to POST
   */
  record Slack(TargetUrl url) implements Address {}

  /**
   * @param recipients at least one
   */
  record Email(List<String> recipients) implements Address {
    public Email {
      recipients = List.copyOf(recipients);
    }
  }
}
