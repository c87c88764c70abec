package dev.slipway.service.web;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Where this installation is reached. */
@ConfigMapping(prefix = "slipway")
interface WebConfig {

  /** The base of links and webhook URLs, as people and Git hosts reach it. */
  Optional<String> publicUrl();
}
