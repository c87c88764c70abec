package dev.slipway.service.baseimage.link;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** All links. Every method works in the caller's transaction. */
public interface Links {

  /** Keeps everybody else from saving links until the end of the transaction. */
  void lock();

  /** A repository's links, newest first. */
  List<Link> of(UUID repositoryId);

  Optional<Link> find(UUID repositoryId, UUID id);

  /** Stores a link, whose image is watched already. What was built before stands on it from now. */
  void add(Link link);

  /** Removes a link; what another one names as well stays. */
  void remove(Link link);

  /**
   * The repositories that stand on one: by a link to it, or by a build that used one of its images.
   *
   * @param images names without tags
   */
  Collection<UUID> children(UUID repositoryId, Collection<String> images);
}
