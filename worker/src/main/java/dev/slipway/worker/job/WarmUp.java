package dev.slipway.worker.job;

import dev.slipway.worker.publish.ImagePublisher;
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
 * machine's settings at its first use, and clients of registries are many classes.
 */
final class WarmUp implements Runnable {

  private static final Logger LOG = Logger.getLogger(WarmUp.class);

  private final Path folder;
  private final ImagePublisher publisher;

  WarmUp(Path folder, ImagePublisher publisher) {
    this.folder = folder;
    this.publisher = publisher;
  }

  @Override
  public void run() {
    try {
      loadGit();
      publisher.warmUp();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void loadGit() {
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
