package dev.slipway.registry.garbage;

import dev.slipway.registry.RegistryConfig;
import dev.slipway.registry.RepositoryName;
import dev.slipway.registry.catalog.BlobSweep;
import dev.slipway.registry.disk.DataFolder;
import dev.slipway.registry.disk.RepositoryWalk;
import dev.slipway.registry.manifest.Manifests;
import dev.slipway.registry.tag.Tags;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

/** Collects the garbage of all repositories, then frees the content that none of them uses. */
@Singleton
public final class GarbageCollection {

  /** Nothing that a push in progress relies on is younger. */
  private static final Duration SHORTEST = Duration.ofMinutes(10);

  private final RepositoryWalk repositories;
  private final RepositoryGarbage garbage;
  private final BlobSweep sweep;
  private final Duration untaggedKept;
  private final Duration blobsKept;
  private final Clock clock;

  @Inject
  GarbageCollection(
      DataFolder folder,
      RepositoryWalk repositories,
      Manifests manifests,
      Tags tags,
      BlobSweep sweep,
      RegistryConfig config) {
    this(
        repositories,
        new RepositoryGarbage(folder, manifests, tags),
        sweep,
        config.untaggedKept(),
        config.unusedBlobsKept(),
        Clock.systemUTC());
  }

  /**
   * @throws IllegalArgumentException when a time is so short that pushes in progress would lose
   *     what they rely on
   */
  GarbageCollection(
      RepositoryWalk repositories,
      RepositoryGarbage garbage,
      BlobSweep sweep,
      Duration untaggedKept,
      Duration blobsKept,
      Clock clock) {
    this.repositories = repositories;
    this.garbage = garbage;
    this.sweep = sweep;
    this.untaggedKept = untaggedKept.isZero() ? untaggedKept : atLeast(untaggedKept, "untagged");
    this.blobsKept = atLeast(blobsKept, "unused-blobs");
    this.clock = clock;
  }

  private static Duration atLeast(Duration time, String setting) {
    if (time.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "slipway.registry.%s-kept is %s; pushes in progress need at least %s"
              .formatted(setting, time, SHORTEST));
    }
    return time;
  }

  /**
   * Runs once through all repositories.
   *
   * @return the bytes freed
   */
  public long run() throws IOException {
    int removed = 0;
    for (RepositoryName name : repositories.names()) {
      removed += garbage.collect(name, clock.instant(), untaggedKept, blobsKept);
    }
    return removed == 0 ? 0 : sweep.run();
  }
}
