package dev.slipway.worker.cache;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** When the builds that run now began: what was used since then, one of them may still need. */
@Singleton
public final class RunningBuilds {

  private final Clock clock;
  private final List<Use> uses = new ArrayList<>();

  @Inject
  public RunningBuilds() {
    this(Clock.systemUTC());
  }

  RunningBuilds(Clock clock) {
    this.clock = clock;
  }

  /** To be called before a build touches a cache, and closed when it needs none any more. */
  public synchronized Use begin() {
    Use use = new Use(clock.instant());
    uses.add(use);
    return use;
  }

  /** Since when a build is running; empty when none is. */
  synchronized Optional<Instant> oldest() {
    return uses.stream().map(use -> use.since).min(Instant::compareTo);
  }

  private synchronized void end(Use use) {
    uses.remove(use);
  }

  /** One build's use of the caches. */
  public final class Use implements AutoCloseable {

    private final Instant since;

    private Use(Instant since) {
      this.since = since;
    }

    @Override
    public void close() {
      end(this);
    }
  }
}
