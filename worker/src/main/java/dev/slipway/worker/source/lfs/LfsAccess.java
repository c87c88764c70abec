package dev.slipway.worker.source.lfs;

import dev.slipway.core.net.AddressPolicy;
import dev.slipway.worker.engine.BuildLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Lets builds read commits with their LFS files. */
public final class LfsAccess {

  private final AddressPolicy policy;
  private final LfsLimits limits;
  private final List<Duration> retryPauses;

  /**
   * @param policy which addresses may be fetched from
   * @param retryPauses how long to wait before each further try of a fault that may pass
   */
  public LfsAccess(AddressPolicy policy, LfsLimits limits, List<Duration> retryPauses) {
    this.policy = policy;
    this.limits = limits;
    this.retryPauses = List.copyOf(retryPauses);
  }

  /**
   * Begins one build.
   *
   * @param folder where the repository's files are kept between builds
   */
  public LfsSession begin(Path folder, BuildLog log) throws IOException {
    LfsCache cache = new LfsCache(folder);
    cache.prune(limits.cache());
    return new LfsSession(policy, new LfsObjects(cache, limits, retryPauses, log));
  }
}
