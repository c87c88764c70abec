package dev.slipway.worker.publish.jib;

import dev.slipway.core.image.RegistryEndpoints;
import dev.slipway.worker.publish.CacheConfig;
import dev.slipway.worker.publish.RegistryConfig;
import dev.slipway.worker.publish.RememberedBaseImages;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts the registry side together from the operator's settings. */
@Singleton
final class RegistryBeans {

  @Produces
  @Singleton
  RememberedBaseImages baseImages(RegistryConfig registries, CacheConfig cache) {
    return new RememberedBaseImages(
        RegistryBaseImages.of(
            registries.registryMirrors().orElse(""),
            registries.insecureRegistries().orElse(""),
            registries.allowPrivateHosts().orElse(""),
            cache.directory()));
  }

  @Produces
  @Singleton
  RegistryImagePublisher imagePublisher(RegistryConfig registries) {
    return new RegistryImagePublisher(
        endpoints(registries), transport(registries), Retries.forPushes());
  }

  private static RegistryEndpoints endpoints(RegistryConfig config) {
    return RegistryEndpoints.parse(
        config.registryMirrors().orElse(""), config.insecureRegistries().orElse(""));
  }

  private static RegistryTransport transport(RegistryConfig config) {
    return new RegistryTransport(config.allowPrivateHosts().orElse(""));
  }
}
