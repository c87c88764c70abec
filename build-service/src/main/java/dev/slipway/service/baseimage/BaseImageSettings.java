package dev.slipway.service.baseimage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How base images are watched. */
@ConfigMapping(prefix = "slipway.base-images")
public interface BaseImageSettings {

  /** How often an image is looked at, give or take a tenth. */
  @WithDefault("15m")
  Duration interval();

  /** How long to wait after a look that failed; twice as long after each further one. */
  @WithDefault("1m")
  Duration retry();

  /** The longest wait after failures. */
  @WithDefault("6h")
  Duration longestRetry();

  /**
   * How long a registry that has had enough (429) is left alone when it doesn't say for how long.
   */
  @WithDefault("1m")
  Duration pause();

  /** How many images of one registry are looked at within a minute, by all services together. */
  @WithDefault("120")
  int looksPerMinute();

  /** How many images of one registry are looked at at once, by all services together. */
  @WithDefault("4")
  int atOnce();

  /** How many images this service looks at at once. */
  @WithDefault("8")
  int threads();

  /** How soon an image may be looked at again because of a hint. */
  @WithDefault("2s")
  Duration hintGap();

  /** How many events one registry hook takes within a minute. */
  @WithDefault("120")
  int eventsPerMinute();
}
