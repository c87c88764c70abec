package dev.slipway.service.baseimage.registry;

import dev.slipway.core.image.ImageReference;
import dev.slipway.core.image.RegistryEndpoint;
import dev.slipway.core.image.RegistryEndpoints;
import java.util.List;
import java.util.Optional;

/** Where registries and their mirrors are. */
final class RegistryPlaces {

  private final RegistryEndpoints endpoints;
  private final Optional<String> embedded;
  private final boolean embeddedIsPlain;

  /**
   * @param embeddedIsPlain whether the embedded registry may speak plain HTTP
   */
  RegistryPlaces(RegistriesConfig config, boolean embeddedIsPlain) {
    this.endpoints =
        RegistryEndpoints.parse(
            config.registryMirrors().orElse(""), config.insecureRegistries().orElse(""));
    this.embedded = config.registryHost();
    this.embeddedIsPlain = embeddedIsPlain;
  }

  /** The mirrors of an image's registry, in the order in which they are asked. */
  List<RegistryEndpoint> mirrors(ImageReference image) {
    List<RegistryEndpoint> all = endpoints.forPull(image.registry());
    return all.subList(0, all.size() - 1);
  }

  /** The image's registry; the embedded one is the operator's own, at whatever address. */
  RegistryEndpoint registry(ImageReference image) {
    boolean own = embedded.filter(image.registry()::equals).isPresent();
    RegistryEndpoint endpoint = endpoints.forPush(image.registry(), own && embeddedIsPlain);
    return new RegistryEndpoint(endpoint.host(), endpoint.insecure(), own);
  }
}
