package dev.slipway.service.image.tar;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of images as files. */
@ConfigMapping(prefix = "slipway.image-tar")
interface TarSettings {

  /** How many are written at the same time, by each instance of the service. */
  @WithDefault("4")
  int downloads();

  /** How long writing one may take: a reader that dawdles keeps others out. */
  @WithDefault("1h")
  Duration timeout();
}
