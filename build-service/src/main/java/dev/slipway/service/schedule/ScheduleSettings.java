package dev.slipway.service.schedule;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * Limits of schedules, and how they are run. How often this service looks for what is due is {@code
 * slipway.schedules.every}, 5 seconds where it isn't set.
 */
@ConfigMapping(prefix = "slipway.schedules")
public interface ScheduleSettings {

  /** The least time between two runs of one schedule. */
  @WithDefault("5m")
  Duration leastDistance();

  /** The most branches and tags that one run builds. */
  @WithDefault("20")
  int mostRefs();

  /** How long a run may take before another service takes it up; it asks a remote for a minute. */
  @WithDefault("5m")
  Duration lease();

  /** How long after a failed run it is tried again; twice as long each time after that. */
  @WithDefault("1m")
  Duration retryAfter();

  /** How often a failed run is tried in all before the next regular one. */
  @WithDefault("4")
  int mostAttempts();
}
