package dev.slipway.e2e.bench.engines;

import dev.slipway.e2e.stack.Commands;
import dev.slipway.e2e.stack.GitWorkTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folders that plain commands build from: clones of a developer's repository. */
final class Clones {

  private Clones() {}

  /**
   * The folder for a mode, which is not part of what is measured: as it was after the mode before
   * and one file written, or a clone that was just made.
   */
  static Path prepare(Case what, int round, Mode mode, Path folder) throws IOException {
    Path root = Files.createDirectories(folder.resolve("source"));
    GitWorkTree tree =
        mode == Mode.COLD ? GitWorkTree.create(root, "app") : GitWorkTree.open(root, "app");
    what.write(tree, round, mode);
    tree.commit(mode.words());
    if (mode == Mode.COLD || mode == Mode.WARM) {
      return tree.path();
    }
    tree.push("HEAD:refs/heads/main");
    Path clone = folder.resolve("clone-" + mode.name());
    Commands.run(
        folder, "git", "clone", "-q", root.resolve("app.git").toString(), clone.toString());
    return clone;
  }

  /** Milliseconds that something takes. */
  static double time(Timed timed) throws Exception {
    long start = System.nanoTime();
    timed.run();
    return (System.nanoTime() - start) / 1e6;
  }

  /** What is measured. */
  @FunctionalInterface
  interface Timed {
    void run() throws Exception;
  }
}
