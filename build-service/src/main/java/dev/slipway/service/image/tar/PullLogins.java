package dev.slipway.service.image.tar;

import dev.slipway.core.image.ImageReference;
import dev.slipway.core.protocol.BuildAssignment.Destination;
import dev.slipway.service.baseimage.ImageRegistry.Login;
import dev.slipway.service.build.BuildView;
import dev.slipway.service.repository.Registries;
import dev.slipway.service.repository.Repositories;
import dev.slipway.service.repository.RepositoryName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * With what images are read: the login of the destination that they were published to, as long as
 * the repository has it. For the embedded registry the service makes its own.
 */
@ApplicationScoped
class PullLogins {

  private final Repositories repositories;
  private final Registries registries;

  PullLogins(Repositories repositories, Registries registries) {
    this.repositories = repositories;
    this.registries = registries;
  }

  /** Empty when the registry has to do without. */
  Optional<Login> forPulling(BuildView build, ImageReference image) {
    RepositoryName name = RepositoryName.parse(build.repository());
    if (registries.isEmbedded(image) && image.repository().equals(name.toString())) {
      return login(registries.embeddedDestination(name));
    }
    return repositories.byName(name).stream()
        .map(repository -> repositories.destinationsWithCredentials(repository.id()))
        .flatMap(List::stream)
        .filter(destination -> isAt(destination, image))
        .flatMap(destination -> login(destination).stream())
        .findFirst();
  }

  private static boolean isAt(Destination destination, ImageReference image) {
    return ImageReference.parse(destination.image()).name().equals(image.name());
  }

  private static Optional<Login> login(Destination destination) {
    return destination.username() == null || destination.password() == null
        ? Optional.empty()
        : Optional.of(new Login(destination.username(), destination.password()));
  }
}
