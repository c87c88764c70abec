package dev.slipway.worker.publish.jib;

import dev.slipway.worker.publish.BaseImages;
import dev.slipway.worker.publish.BlobCache;
import dev.slipway.worker.publish.CacheConfig;
import dev.slipway.worker.publish.RegistryConfig;
import dev.slipway.worker.publish.RegistryEndpoints;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts the registry side together from the operator's settings. */
@Singleton
final class RegistryBeans {

  @Produces
  @Singleton
  BaseImages baseImages(RegistryConfig registries, CacheConfig cache) {
    return new RegistryBaseImages(
        endpoints(registries),
        transport(registries),
        Retries.standard(),
        new BlobCache(cache.directory().resolve("blobs")));
  }

  @Produces
  @Singleton
  JibImagePublisher imagePublisher(RegistryConfig registries) {
    return new JibImagePublisher(endpoints(registries), transport(registries), Retries.standard());
  }

  private static RegistryEndpoints endpoints(RegistryConfig config) {
    return RegistryEndpoints.parse(
        config.registryMirrors().orElse(""), config.insecureRegistries().orElse(""));
  }

  private static RegistryTransport transport(RegistryConfig config) {
    return new RegistryTransport(config.allowPrivateHosts().orElse(""));
  }
}
