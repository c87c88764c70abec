package dev.slipway.service.notification;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** All targets. Every method works in the caller's transaction. */
public interface Targets {

  /** Makes the caller the only one that adds targets to a repository; false when it is gone. */
  boolean lockRepository(UUID repositoryId);

  /** How many a repository has. */
  int count(UUID repositoryId);

  /** A repository's targets, oldest first. */
  List<Target> ofRepository(UUID repositoryId);

  /** One of a repository's targets. */
  Optional<Target> find(UUID repositoryId, UUID id);

  /** Stores a new one; a URL's and a secret's places have to be filled as the type wants it. */
  Target add(UUID repositoryId, TargetDraft draft);

  /**
   * Replaces one's configuration; a URL or secret that the draft doesn't have stays. A target that
   * is enabled forgets its failures.
   */
  Target replace(UUID id, TargetDraft draft);

  /** Removes one with all that was to be told to it. */
  void remove(UUID id);

  /** Where and with what one is reached. */
  Address address(UUID id);

  /** Notes that something arrived. */
  void arrived(UUID id);

  /** Notes that something didn't arrive, and returns the target as it is then. */
  Target failed(UUID id);

  /** Switches one off. */
  void disable(UUID id, String reason);
}
