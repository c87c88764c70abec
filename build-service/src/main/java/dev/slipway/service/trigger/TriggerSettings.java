package dev.slipway.service.trigger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** Limits of build triggers. */
@ConfigMapping(prefix = "slipway.triggers")
public interface TriggerSettings {

  /** How many calls a minute a trigger may make. */
  @WithDefault("10")
  @Min(1)
  @Max(10_000)
  int rate();

  /** How many calls it may make at once, after a time without any. */
  @WithDefault("10")
  @Min(1)
  @Max(10_000)
  int burst();

  /** The most branches and tags that one call builds. */
  @WithDefault("20")
  @Min(1)
  @Max(1_000)
  int mostRefs();
}
