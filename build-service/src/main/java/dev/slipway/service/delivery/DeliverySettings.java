package dev.slipway.service.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long deliveries are kept. */
@ConfigMapping(prefix = "slipway.deliveries")
public interface DeliverySettings {

  /** Deliveries that are older go. */
  @WithDefault("90d")
  Duration keepFor();

  /** Of each repository, this many of the newest deliveries stay. */
  @WithDefault("1000")
  int keepPerRepository();

  /**
   * Of each repository, this many of the newest updates of refs are remembered beyond the
   * deliveries they came with, so that a late delivery of an old commit doesn't build it.
   */
  @WithDefault("50000")
  int historyPerRepository();

  /** How often to look for what may go. */
  @WithDefault("1h")
  String sweepEvery();
}
