package dev.slipway.e2e.stack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Headers of a delivery as each host sends them, really signed. */
public final class Webhook {

  private Webhook() {}

  /** The headers for a body of a provider's push event. */
  public static Map<String, String> headers(
      String provider, String deliveryId, String secret, String body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    String signature = "sha256=" + hmac(secret, body.getBytes(StandardCharsets.UTF_8));
    switch (provider) {
      case "github" -> {
        headers.put("X-GitHub-Event", "push");
        headers.put("X-GitHub-Delivery", deliveryId);
        headers.put("X-Hub-Signature-256", signature);
      }
      case "bitbucket" -> {
        headers.put("X-Event-Key", "repo:push");
        headers.put("X-Request-UUID", deliveryId);
        headers.put("X-Hub-Signature", signature);
      }
      case "bitbucket-server" -> {
        headers.put("X-Event-Key", "repo:refs_changed");
        headers.put("X-Request-Id", deliveryId);
        headers.put("X-Hub-Signature", signature);
      }
      default -> throw new IllegalArgumentException(provider);
    }
    return headers;
  }

  private static String hmac(String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
