package dev.slipway.service.repository.hook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How webhooks at Git hosts are looked after. */
@ConfigMapping(prefix = "slipway.webhooks")
public interface HookSettings {

  /** How often an installed webhook is looked at. */
  @WithDefault("1h")
  Duration checkInterval();

  /** How long after a first failure it is tried again; doubles with each, up to the interval. */
  @WithDefault("1m")
  Duration firstRetry();

  /** How long an attempt may take before another service may take it over. */
  @WithDefault("5m")
  Duration lease();

  /** How often removing a webhook from a host is tried. */
  @WithDefault("10")
  int removalAttempts();
}
