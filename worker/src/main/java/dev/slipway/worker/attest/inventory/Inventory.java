package dev.slipway.worker.attest.inventory;

import dev.slipway.worker.attest.catalog.Distribution;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is in an image.
 *
 * @param distribution null when the image has none
 * @param packages in the order of their paths
 * @param notes what could not be read, and why
 */
public record Inventory(
    @Nullable Distribution distribution, List<FoundPackage> packages, List<String> notes) {

  public Inventory {
    packages = List.copyOf(packages);
    notes = List.copyOf(notes);
  }
}
