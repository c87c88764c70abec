package dev.slipway.registry.upload;

import dev.slipway.registry.RepositoryName;
import dev.slipway.registry.disk.DataFolder;
import dev.slipway.registry.disk.DurableFiles;
import dev.slipway.registry.disk.RepositoryWalk;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Removes, at start, what interrupted pushes and crashes left behind. */
@Singleton
final class AbandonedUploads {

  private static final Duration KEPT = Duration.ofDays(1);

  private final DataFolder folder;
  private final RepositoryWalk repositories;
  private final Clock clock;

  @Inject
  AbandonedUploads(DataFolder folder, RepositoryWalk repositories) {
    this(folder, repositories, Clock.systemUTC());
  }

  AbandonedUploads(DataFolder folder, RepositoryWalk repositories, Clock clock) {
    this.folder = folder;
    this.repositories = repositories;
    this.clock = clock;
  }

  void onStart(@Observes StartupEvent event) throws IOException {
    remove();
  }

  void remove() throws IOException {
    folder.removeTemporaries();
    Instant oldest = clock.instant().minus(KEPT);
    for (RepositoryName name : repositories.names()) {
      for (Path upload : DurableFiles.list(folder.repository(name).uploads())) {
        if (Files.getLastModifiedTime(upload).toInstant().isBefore(oldest)) {
          Files.delete(upload);
        }
      }
    }
  }
}
