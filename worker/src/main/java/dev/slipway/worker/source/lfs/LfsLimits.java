package dev.slipway.worker.source.lfs;

/**
 * Bounds what Git LFS brings to a worker, all in bytes.
 *
 * @param file the largest file
 * @param build what one build may download
 * @param cache what is kept of a repository between builds
 */
public record LfsLimits(long file, long build, long cache) {

  public LfsLimits {
    if (file <= 0 || build <= 0 || cache < 0) {
      throw new IllegalArgumentException("limits of Git LFS are positive numbers of bytes");
    }
  }
}
