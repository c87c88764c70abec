package dev.slipway.service.build;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How builds are leased, limited and retried. */
@ConfigMapping(prefix = "slipway.builds")
public interface BuildSettings {

  /** How long a worker owns a build without a heartbeat. Workers send one every 3 seconds. */
  @WithDefault("15s")
  Duration lease();

  /** How long one attempt may run. */
  @WithDefault("4h")
  Duration timeout();

  /** How many workers may be lost before a build is given up. */
  @WithDefault("5")
  int maxAttempts();

  /** How long a job may lie unclaimed before it is sent again. */
  @WithDefault("2m")
  Duration resendAfter();

  /** How long a permit request waits for an older build that writes the same tags. */
  @WithDefault("60s")
  Duration permitWait();
}
