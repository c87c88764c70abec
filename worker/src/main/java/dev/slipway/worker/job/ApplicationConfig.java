package dev.slipway.worker.job;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** What Quarkus knows of the application that this worker is or is part of. */
@ConfigMapping(prefix = "quarkus.application")
public interface ApplicationConfig {

  /** The version that it was built as. */
  Optional<String> version();
}
