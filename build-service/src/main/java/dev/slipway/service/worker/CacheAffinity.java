package dev.slipway.service.worker;

import dev.slipway.core.protocol.WorkerProtocol.Claim;
import dev.slipway.core.protocol.WorkerProtocol.Deferral;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Gives a repository's builds to the worker that has its cache, without ever waiting for it long: a
 * build is left to such a worker once, for a moment, and only while that has a free slot. After
 * that anybody gets it.
 */
@ApplicationScoped
public class CacheAffinity {

  private static final String REASON = "Another worker has this repository's cache and is free.";

  private final RepositoryCaches caches;
  private final WorkerSettings settings;
  private final Clock clock;

  CacheAffinity(RepositoryCaches caches, WorkerSettings settings, Clock clock) {
    this.caches = caches;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * How long a claim is to be left to others; empty when it is granted at once. To be called in the
   * transaction that holds the build's lock.
   */
  public Optional<Deferral> deferral(UUID buildId, UUID repositoryId, Claim claim) {
    int wait = (int) settings.affinityWait().toMillis();
    String cacheId = claim.cacheId();
    if (cacheId == null || wait <= 0) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Instant useful = now.minus(settings.cacheUseful());
    boolean leave =
        !caches.know(repositoryId, cacheId, useful)
            && caches.othersFree(repositoryId, cacheId, useful, now.minus(settings.alive()))
            && caches.defer(buildId, now);
    return leave ? Optional.of(new Deferral(wait, REASON)) : Optional.empty();
  }

  /** Notes whose caches know the repository from now on. In the transaction of the claim. */
  public void claimed(UUID repositoryId, Claim claim) {
    if (claim.cacheId() != null) {
      caches.used(repositoryId, claim.cacheId(), clock.instant());
    }
  }
}
