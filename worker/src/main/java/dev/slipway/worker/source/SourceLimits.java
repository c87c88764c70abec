package dev.slipway.worker.source;

/**
 * Bounds what a commit may be.
 *
 * @param files how many files and folders it may have
 * @param bytes of all its files
 * @param file bytes of the largest file
 */
public record SourceLimits(long files, long bytes, long file) {

  public SourceLimits {
    if (files <= 0 || bytes <= 0 || file <= 0) {
      throw new IllegalArgumentException("limits of sources are positive numbers");
    }
  }
}
