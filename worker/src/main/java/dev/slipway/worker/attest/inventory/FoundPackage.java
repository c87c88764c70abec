package dev.slipway.worker.attest.inventory;

import dev.slipway.worker.attest.catalog.PackageFact;

/**
 * A package and where it was found.
 *
 * @param path of the file that tells of it, without a leading slash
 */
public record FoundPackage(PackageFact fact, String path) {}
