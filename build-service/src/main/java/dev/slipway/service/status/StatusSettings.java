package dev.slipway.service.status;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How commit statuses are sent. */
@ConfigMapping(prefix = "slipway.statuses")
public interface StatusSettings {

  /** How many are sent at once, so that a slow host doesn't hold up the others; from 1. */
  @WithDefault("4")
  int senders();

  /** How long to wait after the first failure; each further one doubles it. */
  @WithDefault("5s")
  Duration firstRetry();

  /** What that grows to. */
  @WithDefault("15m")
  Duration longestRetry();

  /** How long to try. */
  @WithDefault("24h")
  Duration giveUpAfter();

  /** After what time somebody who began to send is taken for dead; longer than any call. */
  @WithDefault("5m")
  Duration claim();

  /** How long to remember what was sent or given up. */
  @WithDefault("30d")
  Duration keep();
}
