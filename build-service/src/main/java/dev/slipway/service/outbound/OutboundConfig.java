package dev.slipway.service.outbound;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Optional;

/** Limits of calls to where users say. */
@ConfigMapping(prefix = "slipway")
interface OutboundConfig {

  /** {@code SLIPWAY_ALLOW_PRIVATE_HOSTS}: a comma list of host or host:port, or {@code *}. */
  Optional<String> allowPrivateHosts();

  /** How long a connection may take. */
  @WithName("outbound.connect-timeout")
  @WithDefault("5s")
  Duration connectTimeout();

  /** How long a whole call may take. */
  @WithName("outbound.timeout")
  @WithDefault("10s")
  Duration timeout();
}
