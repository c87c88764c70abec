package dev.slipway.gateway.delivery;

import dev.slipway.gateway.hook.Signature;
import dev.slipway.gateway.provider.Body;
import dev.slipway.gateway.provider.Headers;
import dev.slipway.gateway.provider.WebhookProvider;

/**
 * A request that looks like a webhook; nothing of it is trusted yet.
 *
 * @param provider the host that the URL names
 * @param hookId the webhook that the URL names
 * @param headers the header fields
 * @param signature what the headers say is the body's signature
 * @param body the raw body
 */
public record WebhookRequest(
    WebhookProvider provider, String hookId, Headers headers, Signature signature, Body body) {}
