package dev.slipway.worker.engine.nativeimage;

import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.filesystem.FileTree;
import dev.slipway.worker.engine.filesystem.FileTree.Location;
import dev.slipway.worker.engine.filesystem.Node;
import dev.slipway.worker.engine.filesystem.Node.Directory;
import dev.slipway.worker.engine.filesystem.Owner;
import dev.slipway.worker.engine.filesystem.PathException;
import dev.slipway.worker.engine.filesystem.Paths;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one instruction changes in a file system: every change takes effect in the tree at once, and
 * is noted for the layer.
 */
final class Changes {

  private static final int SETGID = 02000;

  private final FileTree tree;
  private final NavigableMap<String, Node> entries = new TreeMap<>();

  Changes(FileTree tree) {
    this.tree = tree;
  }

  /** What changed, by path. */
  NavigableMap<String, Node> entries() {
    return Collections.unmodifiableNavigableMap(entries);
  }

  /** Where a path of the image leads. */
  Location resolve(String path) throws BuildFailedException {
    try {
      return tree.resolve(path);
    } catch (PathException e) {
      throw new BuildFailedException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Makes a directory with everything missing above it. What is there already stays as it is.
   *
   * @param path as written; symlinks are followed inside the image
   * @param made the attributes of those that are made
   * @return its path without symlinks
   */
  String makeDirectories(String path, Directory made) throws BuildFailedException {
    Location location = resolve(path);
    if (location.node().isPresent() && !location.isDirectory()) {
      throw new BuildFailedException(
          "/" + location.path() + " is a file in the image, where a directory is needed");
    }
    if (location.node().isEmpty()) {
      String parent = makeDirectories(Paths.parent(location.path()), made);
      set(location.path(), inheriting(parent, made));
    }
    return location.path();
  }

  /**
   * As mkdir(2) below a setgid directory: the bit goes on, and the group where none is asked for.
   */
  private Directory inheriting(String parent, Directory made) {
    return tree.find(parent).orElse(null) instanceof Directory above && (above.mode() & SETGID) != 0
        ? new Directory(
            made.mode() | SETGID,
            made.owner().equals(Owner.ROOT) ? new Owner(0, above.owner().gid()) : made.owner())
        : made;
  }

  /**
   * Puts something at a path without symlinks in place of whatever is there, as unpacking an
   * archive does; a directory keeps what is in it where there is one already.
   */
  void replace(String path, Node node) {
    boolean merges = node instanceof Directory && tree.find(path).orElse(null) instanceof Directory;
    if (!merges) {
      entries.subMap(path + "/", path + "0").clear();
    }
    set(path, node);
  }

  /** What is at a path, no symlink followed. */
  Optional<Node> find(String path) {
    return tree.find(path);
  }

  /** What is at a path that leads from a directory on, symlinks followed no further than that. */
  Location resolve(String top, String path) throws BuildFailedException {
    try {
      return tree.resolve(top, path);
    } catch (PathException e) {
      throw new BuildFailedException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Puts a file or symlink at a path without symlinks; its directory has to be there.
   *
   * @throws BuildFailedException when a directory is there
   */
  void putFile(String path, Node node) throws BuildFailedException {
    if (tree.find(path).orElse(null) instanceof Directory) {
      throw new BuildFailedException(
          "/" + path + " is a directory in the image and can't be replaced by a file");
    }
    set(path, node);
  }

  /**
   * Puts a directory at a path without symlinks. One that is there keeps its mode and owner.
   *
   * @throws BuildFailedException when something else is there
   */
  void mergeDirectory(String path, Directory node) throws BuildFailedException {
    if (!directoryAt(path)) {
      set(path, node);
    }
  }

  /**
   * Puts a directory at a path without symlinks, or gives one that is there this mode and owner.
   *
   * @throws BuildFailedException when something else is there
   */
  void replaceDirectory(String path, Directory node) throws BuildFailedException {
    if (!path.isEmpty()) {
      directoryAt(path);
      set(path, node);
    }
  }

  private boolean directoryAt(String path) throws BuildFailedException {
    Node there = tree.find(path).orElse(null);
    if (there instanceof Node.Symlink link) {
      throw new BuildFailedException(
          "/"
              + path
              + " is a symlink to "
              + link.target()
              + " in the image, and a directory can't take its place; copy into its target");
    }
    if (there != null && !(there instanceof Directory)) {
      throw new BuildFailedException(
          "/" + path + " is a file in the image and can't be replaced by a directory");
    }
    return there != null;
  }

  private void set(String path, Node node) {
    Node noted = node instanceof Directory d ? new Directory(d.mode(), d.owner()) : node;
    tree.put(path, noted);
    entries.put(path, noted);
  }
}
