package dev.slipway.registry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** The registry's settings. */
@ConfigMapping(prefix = "slipway.registry")
public interface RegistryConfig {

  /** The folder that holds all content; made when missing. One process at a time may use it. */
  Path directory();

  /** The largest blob taken, in bytes. 20 GiB by default. */
  @WithDefault("21474836480")
  long maxBlobBytes();
}
