package dev.slipway.worker.engine;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Which engine builds. */
@ConfigMapping(prefix = "slipway")
public interface EngineConfig {

  /** {@code auto}, or the name of the only engine to use. */
  Optional<String> engine();
}
