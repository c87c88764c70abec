package dev.slipway.service.repository;

import dev.slipway.core.protocol.BuildAssignment;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Repositories as the service's own parts see them, without any check of rights: what answers a
 * request goes through {@code Access} instead.
 */
public interface Repositories {

  Optional<Repository> byId(UUID id);

  Optional<Repository> byName(RepositoryName name);

  /**
   * Remembers the default branch that the Git host told, and publishes the hook when it changed.
   */
  void learnDefaultBranch(UUID id, String branch);

  /** The source with opened credentials, for a worker's claim only. */
  BuildAssignment.Source sourceWithCredentials(UUID id);

  /**
   * The destinations with opened credentials, for a worker's claim only; the embedded registry's
   * come with a token that is good for this repository for some minutes.
   */
  List<BuildAssignment.Destination> destinationsWithCredentials(UUID id);
}
