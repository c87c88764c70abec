package dev.slipway.worker.publish;

import dev.slipway.core.image.ImageReference;
import dev.slipway.core.protocol.BuildAssignment.Destination;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The logins of a build's destinations, for base images in the same registries. A login is bound to
 * its registry's host and port and offered nowhere else.
 */
public final class RegistryLogins {

  /** Everything is pulled by anonymous. */
  public static final RegistryLogins NONE = new RegistryLogins(List.of());

  private final List<Entry> entries;

  private record Entry(ImageReference destination, RegistryLogin login) {}

  private RegistryLogins(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /** Those of destinations that have one; a destination that is no image name is left out. */
  public static RegistryLogins of(List<Destination> destinations) {
    List<Entry> entries = new ArrayList<>();
    for (Destination destination : destinations) {
      String username = destination.username();
      String password = destination.password();
      Optional<ImageReference> name = name(destination);
      if (username != null && password != null && name.isPresent()) {
        entries.add(new Entry(name.get(), new RegistryLogin(username, password)));
      }
    }
    return new RegistryLogins(entries);
  }

  private static Optional<ImageReference> name(Destination destination) {
    try {
      return Optional.of(ImageReference.parse(destination.image()));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // the push reports it
    }
  }

  /**
   * The login for an image's registry. Of several, the one of a destination in the image's own
   * namespace comes first: accounts often see one namespace only.
   */
  public Optional<RegistryLogin> find(ImageReference image) {
    return entries.stream()
        .filter(entry -> entry.destination().registry().equals(image.registry()))
        .min(
            Comparator.comparing(entry -> !namespace(entry.destination()).equals(namespace(image))))
        .map(Entry::login);
  }

  private static String namespace(ImageReference image) {
    int slash = image.repository().indexOf('/');
    return slash < 0 ? "" : image.repository().substring(0, slash);
  }
}
