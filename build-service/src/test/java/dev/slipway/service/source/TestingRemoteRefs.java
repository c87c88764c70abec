package dev.slipway.service.source;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The remotes of tests that are about something else than Git: each repository has the refs that
 * its test gave it, and one that was given none is unreachable.
 */
@Alternative
@Priority(1)
@ApplicationScoped
public class TestingRemoteRefs implements RemoteRefs {

  private final Map<UUID, Listing> listings = new ConcurrentHashMap<>();

  /** What a repository's remote has from now on. */
  public void put(UUID repositoryId, @Nullable String defaultBranch, Map<RefName, CommitSha> refs) {
    listings.put(repositoryId, new Listing(defaultBranch, refs));
  }

  /** A repository's remote can't be reached from now on. */
  public void takeDown(UUID repositoryId) {
    listings.remove(repositoryId);
  }

  @Override
  public Listing list(UUID repositoryId) throws SourceUnreachableException {
    Listing listing = listings.get(repositoryId);
    if (listing == null) {
      throw new SourceUnreachableException("The Git host git.example.com can't be reached.", null);
    }
    return listing;
  }
}
