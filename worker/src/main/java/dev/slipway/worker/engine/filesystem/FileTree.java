package dev.slipway.worker.engine.filesystem;

import dev.slipway.worker.engine.filesystem.Node.Directory;
import dev.slipway.worker.engine.filesystem.Node.Symlink;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The merged file system of an image: what a container would see, as metadata. Paths have no slash
 * at either end; the root is the empty path. Not for several threads at once.
 */
public final class FileTree {

  /** As Linux: more than this many symlinks in one look-up is a loop. */
  private static final int MAX_LINKS = 40;

  private static final int DEFAULT_DIRECTORY_MODE = 0755;

  private Directory root;

  private FileTree(Directory root) {
    this.root = root;
  }

  /** The file system of {@code FROM scratch}. */
  public static FileTree empty() {
    return new FileTree(new Directory(DEFAULT_DIRECTORY_MODE, Owner.ROOT));
  }

  /** One that changes on its own. */
  public FileTree copy() {
    return new FileTree(root.deepCopy());
  }

  /**
   * Where a path leads.
   *
   * @param path without symlinks, where a write would go
   * @param node what is there, if anything
   */
  public record Location(String path, Optional<Node> node) {

    /** Whether a directory is there. */
    public boolean isDirectory() {
      return node.filter(Directory.class::isInstance).isPresent();
    }
  }

  /** What is at a path, without following any symlink. */
  public Optional<Node> find(String path) {
    Node node = root;
    for (String part : Paths.parts(path)) {
      Node child = node instanceof Directory d ? d.children().get(part) : null;
      if (child == null) {
        return Optional.empty();
      }
      node = child;
    }
    return Optional.of(node);
  }

  /**
   * Follows a path as a process with this root would: symlinks resolve inside it, and {@code ..}
   * never leaves it. What doesn't exist yet, behind a dangling symlink too, is taken literally.
   *
   * @throws PathException when symlinks loop, or a part that is no directory has parts behind it
   */
  public Location resolve(String path) throws PathException {
    return resolve("", path);
  }

  /**
   * The same as a process would whose root is a directory of this tree.
   *
   * @param top that directory, without symlinks
   * @param path from there
   */
  public Location resolve(String top, String path) throws PathException {
    List<String> floor = Paths.parts(top);
    Deque<String> todo = new ArrayDeque<>(Paths.parts(path));
    List<String> done = new ArrayList<>(floor);
    int links = 0;
    while (!todo.isEmpty()) {
      String part = todo.removeFirst();
      if (part.equals("..")) {
        if (done.size() > floor.size()) {
          done.remove(done.size() - 1);
        }
        continue;
      }
      done.add(part);
      Optional<Node> node = find(String.join("/", done));
      if (node.isPresent() && node.get() instanceof Symlink link) {
        if (++links > MAX_LINKS) {
          throw new PathException("/" + path + " leads through too many symlinks; is it a loop?");
        }
        done.remove(done.size() - 1);
        follow(link, floor, done, todo);
      } else if (node.isPresent() && !(node.get() instanceof Directory) && !todo.isEmpty()) {
        throw new PathException("/" + String.join("/", done) + " is not a directory in the image");
      }
    }
    String resolved = String.join("/", done);
    return new Location(resolved, find(resolved));
  }

  /** Puts something at a path; missing directories above it are made. */
  public void put(String path, Node node) {
    List<String> parts = Paths.parts(path);
    if (parts.isEmpty()) {
      if (node instanceof Directory directory) {
        root = root.withAttributesOf(directory);
      }
      return;
    }
    Directory parent = directory(parts.subList(0, parts.size() - 1));
    parent.mutableChildren().merge(parts.get(parts.size() - 1), node, FileTree::merge);
  }

  /** A directory over a directory keeps the children; everything else replaces. */
  private static Node merge(Node old, Node put) {
    return old instanceof Directory below && put instanceof Directory above
        ? below.withAttributesOf(above)
        : put;
  }

  /** Removes what is at a path, if anything. */
  public void remove(String path) {
    if (find(Paths.parent(path)).orElse(null) instanceof Directory parent) {
      parent.mutableChildren().remove(Paths.name(path));
    }
  }

  private Directory directory(List<String> parts) {
    Directory at = root;
    for (String part : parts) {
      if (at.children().get(part) instanceof Directory child) {
        at = child;
      } else {
        Directory made = new Directory(DEFAULT_DIRECTORY_MODE, Owner.ROOT);
        at.mutableChildren().put(part, made);
        at = made;
      }
    }
    return at;
  }

  private static void follow(
      Symlink link, List<String> floor, List<String> done, Deque<String> todo) {
    if (link.target().startsWith("/")) {
      done.subList(floor.size(), done.size()).clear();
    }
    List<String> target = Paths.parts(link.target());
    for (int i = target.size() - 1; i >= 0; i--) {
      todo.addFirst(target.get(i));
    }
  }
}
