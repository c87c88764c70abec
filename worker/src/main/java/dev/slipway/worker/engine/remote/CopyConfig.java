package dev.slipway.worker.engine.remote;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Bounds what COPY and ADD bring into an image; sizes such as {@code 500M} or {@code 2G}. */
@ConfigMapping(prefix = "slipway.worker.copy")
public interface CopyConfig {

  /** The largest file that ADD downloads from a URL. */
  @WithDefault("2G")
  MemorySize largestDownload();

  /** What an archive that ADD unpacks may hold altogether. */
  @WithDefault("10G")
  MemorySize largestArchive();

  /** How many entries such an archive may have. */
  @WithDefault("1000000")
  int mostEntries();

  /** What is kept of a repository's downloads for later builds. */
  @WithDefault("2G")
  MemorySize downloadCache();

  /** Whether ADD of a Git repository may use plain HTTP, which anybody on the way can change. */
  @WithDefault("false")
  boolean gitOverHttp();
}
