package dev.slipway.registry.catalog;

import dev.slipway.registry.RepositoryName;
import dev.slipway.registry.disk.DataFolder;
import dev.slipway.registry.disk.DurableFiles;
import dev.slipway.registry.disk.RepositoryFolder;
import dev.slipway.registry.disk.RepositoryWalk;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Deletes content that no repository links to: after deletions, and after a crash between storing
 * and linking. Pushes wait for it only where they link.
 */
@Singleton
public final class BlobSweep {

  private final DataFolder folder;
  private final RepositoryWalk repositories;

  @Inject
  public BlobSweep(DataFolder folder, RepositoryWalk repositories) {
    this.folder = folder;
    this.repositories = repositories;
  }

  /**
   * Sweeps all content.
   *
   * @return the bytes freed
   */
  public long run() throws IOException {
    return folder.alone(() -> deleteAllBut(linked()));
  }

  private long deleteAllBut(Set<String> linked) throws IOException {
    long freed = 0;
    for (Path shelf : DurableFiles.list(folder.contents())) {
      for (Path content : DurableFiles.list(shelf)) {
        if (!linked.contains(content.getFileName().toString())) {
          freed += Files.size(content);
          Files.delete(content);
        }
      }
    }
    return freed;
  }

  private Set<String> linked() throws IOException {
    Set<String> linked = new HashSet<>();
    for (RepositoryName name : repositories.names()) {
      RepositoryFolder links = folder.repository(name);
      for (Path directory : Set.of(links.blobs(), links.manifests())) {
        DurableFiles.list(directory).forEach(link -> linked.add(link.getFileName().toString()));
      }
    }
    return linked;
  }
}
