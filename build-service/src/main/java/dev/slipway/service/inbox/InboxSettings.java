package dev.slipway.service.inbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How messages are retried. */
@ConfigMapping(prefix = "slipway.inbox")
public interface InboxSettings {

  /** The pause after the first failure; it doubles with each that follows. */
  @WithDefault("100ms")
  Duration firstPause();

  /** The longest pause. */
  @WithDefault("10s")
  Duration longestPause();
}
