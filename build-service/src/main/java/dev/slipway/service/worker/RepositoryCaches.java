package dev.slipway.service.worker;

import java.time.Instant;
import java.util.UUID;

/**
 * Whose caches know which repository, for all instances of the service. Every method works in the
 * caller's transaction.
 */
public interface RepositoryCaches {

  /** Notes that a repository's build began with these caches. */
  void used(UUID repositoryId, String cacheId, Instant now);

  /** Whether these caches have built a repository since a time. */
  boolean know(UUID repositoryId, String cacheId, Instant since);

  /**
   * Whether a worker with other caches, which have built a repository, has a free slot.
   *
   * @param cacheId whose caches don't count
   * @param usedSince since when they have to have built it
   * @param seenSince since when the worker has to have been heard of
   */
  boolean othersFree(UUID repositoryId, String cacheId, Instant usedSince, Instant seenSince);

  /**
   * Notes that a build is left to others; false, and nothing is noted, when it was before. The
   * build's row is locked.
   */
  boolean defer(UUID buildId, Instant now);

  /** Forgets caches that were last used before a time. */
  void forget(Instant before);
}
