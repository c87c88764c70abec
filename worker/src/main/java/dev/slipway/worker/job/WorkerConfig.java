package dev.slipway.worker.job;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What this worker does at once. */
@ConfigMapping(prefix = "slipway.worker")
public interface WorkerConfig {

  /** Builds at the same time; 0 takes no jobs at all. */
  @WithDefault("2")
  int slots();
}
