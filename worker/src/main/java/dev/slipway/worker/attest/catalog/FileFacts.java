package dev.slipway.worker.attest.catalog;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one file says.
 *
 * @param packages that are there because of it
 * @param distribution what it says of the distribution, null when nothing
 * @param note what could not be read of it and why, null when all was
 */
public record FileFacts(
    List<PackageFact> packages, @Nullable Distribution distribution, @Nullable String note) {

  public FileFacts {
    packages = List.copyOf(packages);
  }

  /** A file that says nothing. */
  public static FileFacts none() {
    return new FileFacts(List.of(), null, null);
  }

  /** A file that could not be read, or not wholly. */
  public static FileFacts unread(String note) {
    return new FileFacts(List.of(), null, note);
  }

  static FileFacts of(List<PackageFact> packages) {
    return new FileFacts(packages, null, null);
  }

  static FileFacts of(Optional<PackageFact> found) {
    return of(found.stream().toList());
  }

  /** Whether there is nothing in it. */
  public boolean saysNothing() {
    return packages.isEmpty() && distribution == null && note == null;
  }
}
