package dev.slipway.worker.job;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/** How the worker reaches the build-service. */
@ConfigMapping(prefix = "slipway")
public interface BuildServiceConfig {

  /** Base of the build-service's internal API, such as {@code http://build-service:8082}. */
  URI buildServiceUrl();

  /** Bearer token of the internal API; the same as the build-service has. */
  Optional<String> workerToken();
}
