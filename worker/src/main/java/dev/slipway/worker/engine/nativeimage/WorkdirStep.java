package dev.slipway.worker.engine.nativeimage;

import dev.slipway.core.dockerfile.Instruction.Workdir;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.filesystem.Node.Directory;
import dev.slipway.worker.engine.filesystem.Owner;
import dev.slipway.worker.engine.filesystem.Paths;
import java.io.IOException;

/** WORKDIR: sets the directory, and makes it for the USER in force where it is missing. */
record WorkdirStep(StageState stage, Workdir workdir) implements Step {

  private static final int MODE = 0755;

  @Override
  public void run() throws BuildFailedException, IOException {
    String path = Paths.clean(stage.absolute(workdir.path()));
    stage.config().setWorkingDirectory("/" + path);
    if (path.isEmpty()) {
      stage.noteConfigured(workdir.text());
      return;
    }
    Changes changes = stage.startChanges();
    String user = stage.config().user();
    if (!changes.resolve(path).isDirectory()) {
      Owner owner = user.isEmpty() ? Owner.ROOT : stage.owners().find(user);
      changes.makeDirectories(path, new Directory(MODE, owner));
    }
    stage.commit(workdir.text(), changes);
  }
}
