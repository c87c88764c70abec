package dev.slipway.service.repository;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Keys and registries, from the environment. */
@ConfigMapping(prefix = "slipway")
interface RepositoryConfig {

  /** 32 bytes in base64 that seal every stored secret. Required. */
  Optional<String> secretKey();

  /** {@code host:port} of the embedded registry in image names; empty when there is none. */
  Optional<String> registryHost();

  /** At least 32 bytes in base64, shared with the embedded registry. Required when there is one. */
  Optional<String> registryKey();

  /** A comma list of registries that are spoken to over plain HTTP; loopback ones always are. */
  Optional<String> insecureRegistries();

  /**
   * How long a build may push to the embedded registry after its claim. It isn't renewed, so it has
   * to be longer than a build may run.
   */
  @WithDefault("5h")
  Duration registryTokenLifetime();
}
