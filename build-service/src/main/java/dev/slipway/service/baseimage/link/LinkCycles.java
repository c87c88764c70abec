package dev.slipway.service.baseimage.link;

import dev.slipway.core.image.ImageReference;
import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.baseimage.PathSearch;
import dev.slipway.service.repository.Repositories;
import dev.slipway.service.repository.Repository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds circles that a new link would close, through other links and through what builds used. */
@ApplicationScoped
class LinkCycles {

  private static final int MOST = 1_000;
  private static final String HIDDEN = "(a repository that you may not see)";

  private final Links links;
  private final Repositories repositories;
  private final Access access;

  LinkCycles(Links links, Repositories repositories, Access access) {
    this.links = links;
    this.repositories = repositories;
    this.access = access;
  }

  /**
   * The way round, such as {@code acme/a → acme/b → acme/a}, if the link to a repository has one.
   */
  Optional<String> through(Repository child, UUID parent) {
    return describe(PathSearch.shortest(child.id(), parent::equals, this::children, MOST));
  }

  /** As above, for a link to an image, whoever makes it. */
  Optional<String> through(Repository child, ImageReference image) {
    return describe(
        PathSearch.shortest(
            child.id(), id -> images(id).contains(image.name()), this::children, MOST));
  }

  private Set<UUID> children(UUID id) {
    return Set.copyOf(links.children(id, images(id)));
  }

  private Set<String> images(UUID id) {
    return repositories.byId(id).stream()
        .flatMap(repository -> repository.destinations().stream())
        .map(destination -> ImageReference.parse(destination.image()).name())
        .collect(Collectors.toSet());
  }

  private Optional<String> describe(Optional<List<UUID>> way) {
    return way.map(
        ids ->
            Stream.concat(Stream.of(ids.get(ids.size() - 1)), ids.stream())
                .map(this::name)
                .collect(Collectors.joining(" → ")));
  }

  private String name(UUID id) {
    return repositories
        .byId(id)
        .filter(repository -> access.allows(repository, Action.READ_REPOSITORY))
        .map(repository -> repository.name().toString())
        .orElse(HIDDEN);
  }
}
