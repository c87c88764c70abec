package dev.slipway.worker.attest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is attached to images. */
@ConfigMapping(prefix = "slipway.worker")
public interface AttestConfig {

  /** Whether SBOM and provenance are attached at all; a repository may opt out for itself. */
  @WithDefault("true")
  boolean attestations();

  /**
   * How much of an image's layers is fetched for its SBOM alone, where they lie in the registry
   * only; what goes beyond it is left out, and the SBOM says so. A layer is fetched once.
   */
  @WithDefault("500M")
  MemorySize sbomDownload();

  /** How much is kept of what was read of layers. */
  @WithDefault("64M")
  MemorySize sbomCache();
}
