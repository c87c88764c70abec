package dev.slipway.service.source;

import dev.slipway.service.repository.Repository;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * {@link RemoteRefs} for pages: a listing is good for some seconds, so that looking again doesn't
 * ask the host again. Who asks for one that is being fetched waits for it.
 */
@ApplicationScoped
public class RecentRefs {

  /** Listings that are kept; the one that was fetched first goes first. */
  private static final int MOST = 50;

  private static final int LOCKS = 64;

  private final RemoteRefs remotes;
  private final Clock clock;
  private final Duration age;
  private final Lock[] locks = new Lock[LOCKS];
  private final Map<UUID, Recent> recent = new LinkedHashMap<>();

  RecentRefs(RemoteRefs remotes, Clock clock, SourceConfig config) {
    this.remotes = remotes;
    this.clock = clock;
    this.age = config.refsAge();
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new ReentrantLock();
    }
  }

  private record Recent(String cloneUrl, RemoteRefs.Listing listing, Instant fetchedAt) {}

  /**
   * What the repository's remote has, or had a moment ago. Blocks; not to be called within a
   * transaction.
   *
   * @throws SourceUnreachableException as {@link RemoteRefs#list}; that is not remembered
   */
  public RemoteRefs.Listing list(Repository repository) throws SourceUnreachableException {
    Lock lock = locks[Math.floorMod(repository.id().hashCode(), LOCKS)];
    lock.lock();
    try {
      RemoteRefs.Listing known = known(repository);
      return known == null ? fetch(repository) : known;
    } finally {
      lock.unlock();
    }
  }

  /** As {@link #list}, but from the remote itself. */
  public RemoteRefs.Listing fetch(Repository repository) throws SourceUnreachableException {
    RemoteRefs.Listing listing = remotes.list(repository.id());
    synchronized (recent) {
      recent.remove(repository.id());
      recent.put(
          repository.id(), new Recent(repository.cloneUrl().toString(), listing, clock.instant()));
      if (recent.size() > MOST) {
        recent.remove(recent.keySet().iterator().next());
      }
    }
    return listing;
  }

  private RemoteRefs.@Nullable Listing known(Repository repository) {
    synchronized (recent) {
      Recent found = recent.get(repository.id());
      return found != null && isGood(found, repository) ? found.listing() : null;
    }
  }

  private boolean isGood(Recent found, Repository repository) {
    return found.cloneUrl().equals(repository.cloneUrl().toString())
        && found.fetchedAt().plus(age).isAfter(clock.instant());
  }
}
