package dev.slipway.worker.source;

import dev.slipway.core.net.AddressPolicy;
import dev.slipway.worker.source.lfs.LfsLimits;
import java.nio.file.Path;
import java.util.List;

/** Sources that try everything once and take whatever Git LFS has. */
public final class TestingSources {

  private static final LfsLimits GENEROUS = new LfsLimits(1 << 20, 1 << 20, 1 << 20);

  private static final SourceLimits COMMITS = new SourceLimits(100_000, 1 << 30, 1 << 28);

  private TestingSources() {}

  /** Sources that take no commit beyond limits. */
  public static GitSources limited(Path folder, SourceLimits limits) {
    return new GitSources(folder, AddressPolicy.parse("*"), List.of(), "", limits, GENEROUS);
  }

  /**
   * @param allowedHosts as {@link AddressPolicy#parse} reads them
   */
  public static GitSources of(Path folder, String allowedHosts) {
    return of(folder, allowedHosts, "", GENEROUS);
  }

  /**
   * @param submoduleHosts hosts beside the source's own
   */
  public static GitSources of(
      Path folder, String allowedHosts, String submoduleHosts, LfsLimits limits) {
    return new GitSources(
        folder, AddressPolicy.parse(allowedHosts), List.of(), submoduleHosts, COMMITS, limits);
  }
}
