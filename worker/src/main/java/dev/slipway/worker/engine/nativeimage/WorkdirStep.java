package dev.slipway.worker.engine.nativeimage;

import dev.slipway.core.dockerfile.Instruction.Workdir;
import dev.slipway.core.image.Digest;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.filesystem.Node.Directory;
import dev.slipway.worker.engine.filesystem.Owner;
import dev.slipway.worker.engine.filesystem.Paths;
import java.io.IOException;
import java.util.Optional;

/** WORKDIR: sets the directory, and makes it for the USER in force where it is missing. */
record WorkdirStep(StageState stage, Workdir workdir) implements Step {

  private static final int MODE = 0755;

  @Override
  public void run() throws BuildFailedException, IOException, InterruptedException {
    String path = Paths.clean(stage.absolute(workdir.path()));
    stage.config().setWorkingDirectory("/" + path);
    if (path.isEmpty()) {
      stage.noteConfigured(HistoryText.workdir("/"));
      return;
    }
    String user = stage.config().user();
    stage.perform(
        HistoryText.workdir("/" + path), Optional.of(key(path, user)), () -> make(path, user));
  }

  private Digest key(String path, String user) {
    return StepKey.ofWorkdir(stage.fileSystem(), stage.modified(), path, user);
  }

  private Changes make(String path, String user) throws BuildFailedException, IOException {
    Changes changes = stage.startChanges();
    if (!changes.resolve(path).isDirectory()) {
      Owner owner = user.isEmpty() ? Owner.ROOT : stage.owners().find(user);
      changes.makeDirectories(path, new Directory(MODE, owner));
    }
    return changes;
  }
}
