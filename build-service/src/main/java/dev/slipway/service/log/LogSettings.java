package dev.slipway.service.log;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How logs are kept and streamed. */
@ConfigMapping(prefix = "slipway.logs")
public interface LogSettings {

  /** How many bytes of a build's log are kept: 64 MiB. */
  @WithDefault("67108864")
  long maxBytes();

  /** How often a stream looks for news that no message of this process announced. */
  @WithDefault("2s")
  Duration poll();
}
