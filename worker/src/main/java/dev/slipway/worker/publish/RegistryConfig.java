package dev.slipway.worker.publish;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Which registries there are and how far they are trusted. Set by the operator. */
@ConfigMapping(prefix = "slipway")
public interface RegistryConfig {

  /**
   * Mirrors to ask before the registry itself, a comma list such as {@code
   * docker.io=http://127.0.0.1:5000}.
   */
  Optional<String> registryMirrors();

  /** Registries that may speak plain HTTP or show any certificate, a comma list of host[:port]. */
  Optional<String> insecureRegistries();

  /** Hosts at non-public addresses that may be connected to, as {@code AddressPolicy} reads it. */
  Optional<String> allowPrivateHosts();
}
