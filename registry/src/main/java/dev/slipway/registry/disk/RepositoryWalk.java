package dev.slipway.registry.disk;

import dev.slipway.registry.RepositoryName;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds the repositories in the data folder. */
@Singleton
public final class RepositoryWalk {

  private final DataFolder folder;

  @Inject
  public RepositoryWalk(DataFolder folder) {
    this.folder = folder;
  }

  /** The names of all folders that hold anything of a repository, in no certain order. */
  public List<RepositoryName> names() throws IOException {
    List<RepositoryName> found = new ArrayList<>();
    visit(folder.repositories(), found);
    return found;
  }

  private void visit(Path directory, List<RepositoryName> found) throws IOException {
    boolean repository = false;
    for (Path entry : DurableFiles.list(directory)) {
      if (RepositoryFolder.isOwn(entry.getFileName().toString())) {
        repository = true;
      } else if (Files.isDirectory(entry)) {
        visit(entry, found);
      }
    }
    if (repository) {
      String name = folder.repositories().relativize(directory).toString();
      found.add(new RepositoryName(name.replace(directory.getFileSystem().getSeparator(), "/")));
    }
  }
}
