package dev.slipway.worker.job;

import dev.slipway.worker.source.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jboss.logging.Logger;

/**
 * Loads what the first build needs while nobody waits: JGit measures the file system and reads the
 * machine's settings at its first use.
 */
final class WarmUp implements Runnable {

  private static final Logger LOG = Logger.getLogger(WarmUp.class);

  private final Path folder;

  WarmUp(Path folder) {
    this.folder = folder;
  }

  @Override
  public void run() {
    Path place = folder.resolve("warm-up");
    try {
      Folders.delete(place);
      Files.createDirectories(place);
      try (Repository repository =
          new FileRepositoryBuilder().setGitDir(place.toFile()).setBare().build()) {
        repository.create(true);
        try (ObjectInserter inserter = repository.newObjectInserter()) {
          var id = inserter.insert(Constants.OBJ_BLOB, new byte[] {1});
          inserter.flush();
          repository.open(id).getCachedBytes();
        }
      }
      Folders.delete(place);
    } catch (IOException | RuntimeException e) {
      LOG.warnf("The warm-up failed, the first build takes longer: %s", e.getMessage());
    }
  }
}
