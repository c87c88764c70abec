package dev.slipway.worker.cache;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * How much this worker keeps between builds; sizes such as {@code 500M} or {@code 20G}. What was
 * not used for the longest time goes first, and never what a running build uses.
 */
@ConfigMapping(prefix = "slipway.worker.cache")
public interface CacheSizes {

  /**
   * Layers and steps of the native engine with file lists of base images; as much again for layers
   * of the buildkit engine.
   */
  @WithDefault("20G")
  MemorySize layers();

  /** Configurations and layers of base images. */
  @WithDefault("10G")
  MemorySize blobs();

  /**
   * Fetched commits of repositories, with their submodules and LFS files; as much again for
   * repositories that ADD fetches.
   */
  @WithDefault("10G")
  MemorySize sources();

  /** How long until the caches are looked through again. */
  @WithDefault("10M")
  Duration interval();
}
