package dev.slipway.worker.source.lfs;

import dev.slipway.worker.engine.BuildLog;
import dev.slipway.worker.source.SourceTree;
import dev.slipway.worker.source.SourceTree.Entry;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tells, once a build, that an image gets a Git LFS pointer where people mean its content. */
public final class PointerWarning {

  private final BuildLog log;
  private final AtomicBoolean told = new AtomicBoolean();

  /** For one build. */
  public PointerWarning(BuildLog log) {
    this.log = log;
  }

  /** Looks at a file that is copied into the image. */
  public void check(SourceTree tree, Entry entry) throws IOException {
    if (!told.get() && LfsPointer.of(tree, entry).isPresent() && told.compareAndSet(false, true)) {
      log.line(
          "WARNING: "
              + entry.path()
              + " is a Git LFS pointer; switch LFS on in the repository's settings to build with"
              + " the file that it stands for.");
    }
  }
}
