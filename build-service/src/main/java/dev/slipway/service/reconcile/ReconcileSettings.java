package dev.slipway.service.reconcile;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often remotes are looked at, and how hastily. */
@ConfigMapping(prefix = "slipway.reconcile")
public interface ReconcileSettings {

  /** Within which time a lost push is built, if the remote can be reached. */
  @WithDefault("5m")
  Duration interval();

  /** How long a delivery may be under way before what it would tell is taken for lost. */
  @WithDefault("30s")
  Duration grace();

  /** The longest pause after failures; it doubles from the interval on. */
  @WithDefault("1h")
  Duration longestPause();

  /** How many remotes this service looks at together. */
  @WithDefault("4")
  int parallel();

  /** How long a look may take before another service makes it; asking takes a minute at most. */
  @WithDefault("5m")
  Duration lease();

  /** The most refs of a repository that one look builds; the next look goes on. */
  @WithDefault("100")
  int mostRefs();
}
