package dev.slipway.worker.engine.nativeimage;

import dev.slipway.worker.engine.filesystem.FileTree;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file system that is not read before somebody has to look into it. For one thread. */
final class LazyTree {

  /** Reads the file system. */
  @FunctionalInterface
  interface Source {
    FileTree read() throws IOException;
  }

  private final Source source;
  private @Nullable FileTree tree;

  LazyTree(Source source) {
    this.source = source;
  }

  /** The tree, always the same. */
  FileTree get() throws IOException {
    if (tree == null) {
      tree = source.read();
    }
    return tree;
  }

  /** One that goes on from this one and changes on its own. */
  LazyTree fork() {
    return new LazyTree(() -> get().copy());
  }
}
