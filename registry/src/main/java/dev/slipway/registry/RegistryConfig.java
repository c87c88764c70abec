package dev.slipway.registry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** The registry's settings. */
@ConfigMapping(prefix = "slipway.registry")
public interface RegistryConfig {

  /** The folder that holds all content; made when missing. One process at a time may use it. */
  Path directory();

  /** The largest blob taken, in bytes. 20 GiB by default. */
  @WithDefault("21474836480")
  long maxBlobBytes();

  /**
   * How long a manifest is kept that no tag, index or subject leads to any more, such as that of a
   * tag which was overwritten; 30 days by default, 10 minutes at least. 0 keeps it for ever.
   */
  @WithDefault("30d")
  Duration untaggedKept();

  /**
   * How long a blob is kept that no manifest names, from when it was pushed, or looked for by a
   * push; 1 day by default, 10 minutes at least.
   */
  @WithDefault("1d")
  Duration unusedBlobsKept();

  /** How often both are looked for; every hour by default. */
  @WithDefault("1h")
  Duration garbageInterval();
}
