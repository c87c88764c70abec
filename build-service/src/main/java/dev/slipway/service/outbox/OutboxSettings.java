package dev.slipway.service.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How messages are sent. */
@ConfigMapping(prefix = "slipway.outbox")
public interface OutboxSettings {

  /** How many messages are sent and confirmed together. */
  @WithDefault("500")
  int batch();

  /** How often to look for messages without being told: those that another process wrote. */
  @WithDefault("500ms")
  Duration poll();

  /** How long to wait after Kafka did not confirm. */
  @WithDefault("1s")
  Duration retry();
}
