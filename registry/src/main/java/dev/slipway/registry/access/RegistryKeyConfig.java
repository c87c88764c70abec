package dev.slipway.registry.access;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The key shared with the build-service. */
@ConfigMapping(prefix = "slipway")
public interface RegistryKeyConfig {

  /** At least 32 bytes in base64; signs the tokens that builds push with. Without it none can. */
  Optional<String> registryKey();
}
