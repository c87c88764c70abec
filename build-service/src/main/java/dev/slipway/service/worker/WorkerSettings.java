package dev.slipway.service.worker;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How builds find the worker that has their repository's cache. */
@ConfigMapping(prefix = "slipway.workers")
public interface WorkerSettings {

  /** How long after its last word a worker counts as there. */
  @WithDefault("15s")
  Duration alive();

  /** How long after its last word a worker is forgotten. */
  @WithDefault("10m")
  Duration forgetAfter();

  /** How long a build is left to the worker that has the cache; 0 never does. */
  @WithDefault("300ms")
  Duration affinityWait();

  /** How long after a build its repository's cache is taken to be of use. */
  @WithDefault("7d")
  Duration cacheUseful();
}
