package dev.slipway.worker.attest.inventory;

/**
 * How much is kept of one layer, far above what real ones have.
 *
 * @param packages in all its files
 * @param paths of each kind: whiteouts, opaque folders, covers
 * @param notes of files that could not be read
 */
record ScanLimits(int packages, int paths, int notes) {

  static final ScanLimits USUAL = new ScanLimits(50_000, 100_000, 200);
}
