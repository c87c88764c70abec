package dev.slipway.worker.engine.nativeimage;

/**
 * Bounds what an archive of ADD may become, against bombs.
 *
 * @param bytes of all its files together, and of the archive when decompressed
 * @param entries how many
 */
record ArchiveLimits(long bytes, int entries) {

  ArchiveLimits {
    if (bytes <= 0 || entries <= 0) {
      throw new IllegalArgumentException("limits of archives are positive");
    }
  }
}
