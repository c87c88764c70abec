package dev.slipway.service.baseimage;

import dev.slipway.core.image.ImageReference;
import dev.slipway.core.protocol.BuildAssignment;
import dev.slipway.service.baseimage.ImageRegistry.Login;
import dev.slipway.service.repository.Registries;
import dev.slipway.service.repository.Repositories;
import dev.slipway.service.repository.RepositoryName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Optional;

/**
 * With what images are looked at: the login of a destination that lies in the very same registry
 * (host and port), of a repository that stands on the image. For the embedded registry the service
 * makes its own.
 */
@ApplicationScoped
class LookLogins {

  /** Whose logins are tried; beyond these, nobody's is likely to be better. */
  private static final int FOLLOWERS = 10;

  private final WatchedImages images;
  private final Repositories repositories;
  private final Registries registries;

  LookLogins(WatchedImages images, Repositories repositories, Registries registries) {
    this.images = images;
    this.repositories = repositories;
    this.registries = registries;
  }

  /** Empty when the registry has to do without. */
  Optional<Login> forLookingAt(ImageReference image) {
    if (registries.isEmbedded(image)) {
      return embedded(image);
    }
    return images.followers(image.toString(), FOLLOWERS).stream()
        .flatMap(id -> repositories.byId(id).stream())
        .flatMap(repository -> repositories.destinationsWithCredentials(repository.id()).stream())
        .filter(destination -> isSameRegistry(destination, image))
        .flatMap(destination -> login(destination).stream())
        .findFirst();
  }

  private Optional<Login> embedded(ImageReference image) {
    RepositoryName name;
    try {
      name = RepositoryName.parse(image.repository());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return repositories
        .byName(name)
        .flatMap(repository -> login(registries.embeddedDestination(repository.name())));
  }

  private static boolean isSameRegistry(
      BuildAssignment.Destination destination, ImageReference image) {
    return Objects.equals(ImageReference.parse(destination.image()).registry(), image.registry());
  }

  private static Optional<Login> login(BuildAssignment.Destination destination) {
    return destination.username() == null || destination.password() == null
        ? Optional.empty()
        : Optional.of(new Login(destination.username(), destination.password()));
  }
}
