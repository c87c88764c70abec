package dev.slipway.worker.publish.jib;

import dev.slipway.core.image.RegistryEndpoints;
import dev.slipway.worker.publish.BaseImages;
import dev.slipway.worker.publish.CacheConfig;
import dev.slipway.worker.publish.RegistryConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts the registry side together from the operator's settings. */
@Singleton
final class RegistryBeans {

  @Produces
  @Singleton
  BaseImages baseImages(RegistryConfig registries, CacheConfig cache) {
    return RegistryBaseImages.of(
        registries.registryMirrors().orElse(""),
        registries.insecureRegistries().orElse(""),
        registries.allowPrivateHosts().orElse(""),
        cache.directory());
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
