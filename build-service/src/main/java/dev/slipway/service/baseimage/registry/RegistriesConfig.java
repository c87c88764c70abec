package dev.slipway.service.baseimage.registry;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Which registries there are and how far they are trusted, as workers read it too. */
@ConfigMapping(prefix = "slipway")
interface RegistriesConfig {

  /** {@code SLIPWAY_REGISTRY_MIRRORS}, such as {@code docker.io=http://127.0.0.1:5000}. */
  Optional<String> registryMirrors();

  /** {@code SLIPWAY_INSECURE_REGISTRIES}, a comma list of host[:port]. */
  Optional<String> insecureRegistries();

  /** {@code host:port} of the embedded registry; it is the operator's own. */
  Optional<String> registryHost();
}
