package dev.slipway.worker.job;

import dev.slipway.worker.attest.AttestConfig;
import dev.slipway.worker.attest.Attestor;
import dev.slipway.worker.attest.inventory.Inventories;
import dev.slipway.worker.publish.CacheConfig;
import io.quarkus.runtime.ApplicationConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;

/** Puts together what makes SBOM and provenance, as the operator has set it. */
@Singleton
final class AttestBeans {

  private static final String UNKNOWN_VERSION = "0";

  @Produces
  @Singleton
  AttestImage attestImage(AttestConfig config, CacheConfig cache, ApplicationConfig application)
      throws IOException {
    Clock clock = Clock.systemUTC();
    Inventories inventories =
        Inventories.in(
            cache.directory().toAbsolutePath().resolve("sbom"),
            config.sbomCache().asLongValue(),
            config.sbomDownload().asLongValue(),
            clock);
    Attestor attestor = new Attestor(inventories, application.version().orElse(UNKNOWN_VERSION));
    return new AttestImage(config.attestations(), attestor, clock);
  }
}
