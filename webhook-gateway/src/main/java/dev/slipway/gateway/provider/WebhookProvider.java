package dev.slipway.gateway.provider;

import dev.slipway.core.git.GitProvider;
import java.util.Set;

/** How one kind of Git host speaks. */
public interface WebhookProvider {

  /** The media type of JSON. */
  String JSON = "application/json";

  /** The kind of host. */
  GitProvider kind();

  /** The media types of bodies that it sends. */
  Set<String> mediaTypes();

  /** The header with the HMAC-SHA256 of the body. */
  String signatureHeader();

  /** The header with the event's name. */
  String eventHeader();

  /** The header with the delivery's id. */
  String deliveryIdHeader();

  /**
   * Reads a delivery whose signature was found good. That makes it no less untrusted.
   *
   * @throws MalformedDeliveryException when it isn't what this host sends
   */
  Notification read(Headers headers, Body body) throws MalformedDeliveryException;
}
