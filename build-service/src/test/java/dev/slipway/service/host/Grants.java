package dev.slipway.service.host;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Grants as RFC 6749, section 5.1, has them. */
final class Grants {

  private Grants() {}

  static String json(
      String accessToken,
      @Nullable String refreshToken,
      @Nullable Duration expiresIn,
      String scopeField,
      String scopes) {
    JsonObject grant =
        new JsonObject()
            .put("access_token", accessToken)
            .put("token_type", "bearer")
            .put(scopeField, scopes);
    if (refreshToken != null) {
      grant.put("refresh_token", refreshToken);
    }
    if (expiresIn != null) {
      grant.put("expires_in", expiresIn.toSeconds());
    }
    return grant.encode();
  }
}
