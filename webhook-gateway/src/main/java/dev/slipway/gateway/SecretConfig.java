package dev.slipway.gateway;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** What the gateway shares with the build-service. */
@ConfigMapping(prefix = "slipway")
public interface SecretConfig {

  /**
   * The key, as {@code SecretBox.fromKey} takes it, by which webhook secrets are sealed ({@code
   * SLIPWAY_SECRET_KEY}).
   */
  Optional<String> secretKey();
}
