package dev.slipway.worker.job;

import dev.slipway.core.protocol.BuildAssignment;
import dev.slipway.worker.source.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jboss.logging.Logger;

/** The folders of running attempts, one each, removed afterwards. */
final class Workspaces {

  private static final Logger LOG = Logger.getLogger(Workspaces.class);

  private final Path folder;

  Workspaces(Path folder) {
    this.folder = folder;
  }

  /** Removes what an earlier run of this worker has left. */
  void clean() throws IOException {
    Folders.delete(folder);
    Files.createDirectories(folder);
  }

  /** An empty folder that only this process' user can enter. */
  Workspace open(BuildAssignment assignment) throws IOException {
    Files.createDirectories(folder);
    return new Workspace(
        Files.createTempDirectory(
            folder,
            assignment.attempt() + "-",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
  }

  /**
   * @param folder removed on close
   */
  record Workspace(Path folder) implements AutoCloseable {

    @Override
    public void close() {
      try {
        Folders.delete(folder);
      } catch (IOException e) {
        // The build is not at fault; the next start removes it.
        LOG.warnf("Workspace %s can't be removed: %s", folder, e.getMessage());
      }
    }
  }
}
