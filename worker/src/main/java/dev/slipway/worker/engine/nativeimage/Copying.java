package dev.slipway.worker.engine.nativeimage;

import dev.slipway.core.dockerfile.path.DockerIgnore;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.filesystem.FileExtras;
import dev.slipway.worker.engine.filesystem.FileExtras.Inode;
import dev.slipway.worker.engine.filesystem.FileTree.Location;
import dev.slipway.worker.engine.filesystem.Interruption;
import dev.slipway.worker.engine.filesystem.Node;
import dev.slipway.worker.engine.filesystem.Node.Directory;
import dev.slipway.worker.engine.filesystem.Node.RegularFile;
import dev.slipway.worker.engine.filesystem.Paths;
import dev.slipway.worker.engine.nativeimage.CopySource.Item;
import dev.slipway.worker.engine.nativeimage.SourceLookup.Found;
import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Copies sources to one destination as BuildKit does: a directory's contents, a file under its own
 * name where the destination is a directory, symlinks of the destination resolved inside the image.
 * The destination itself is made with 0755 whatever the source's mode; directories in it get the
 * mode and owner of the source's, also where they exist.
 */
final class Copying {

  private final Changes changes;
  private final Attributes attributes;
  private final String destination;
  private final boolean intoDirectory;
  private final DockerIgnore excluded;
  private final Map<Inode, Inode> inodes = new IdentityHashMap<>();

  /**
   * @param destination absolute path in the image
   * @param intoDirectory whether the destination was written as a directory, with a slash
   * @param excluded what {@code --exclude} leaves out, by paths from the source
   */
  Copying(
      Changes changes,
      Attributes attributes,
      String destination,
      boolean intoDirectory,
      DockerIgnore excluded) {
    this.changes = changes;
    this.attributes = attributes;
    this.destination = destination;
    this.intoDirectory = intoDirectory;
    this.excluded = excluded;
  }

  /** Copies one source. */
  void copy(CopySource source, Found found) throws BuildFailedException, IOException {
    inodes.clear(); // as BuildKit, which links within one source only
    if (found.item().node() instanceof Directory) {
      String target = changes.makeDirectories(destination, attributes.createdParent());
      copyContents(source, found.item(), "", target);
    } else if (!excluded.excludes(found.name())) {
      put(found.name(), found.item().node());
    }
  }

  /** Puts one file. */
  void put(String name, Node node) throws BuildFailedException {
    Location there = changes.resolve(destination);
    String target = there.path();
    if (intoDirectory || there.isDirectory()) {
      String directory = changes.makeDirectories(destination, attributes.createdParent());
      target = Paths.join(directory, name);
    } else {
      changes.makeDirectories(Paths.parent(target), attributes.createdParent());
    }
    changes.putFile(target, attributes.file(target, linked(node)));
  }

  /**
   * Puts something below the destination with the directories of the source that lead to it, as
   * {@code --parents} does.
   *
   * @param pivot the source's directory from which on the path is kept
   * @param item below it
   */
  void copyWithParents(CopySource source, String pivot, Item item)
      throws BuildFailedException, IOException {
    String relative = Paths.relative(pivot, item.path());
    if (excluded.excludes(relative)) {
      return;
    }
    String at = changes.makeDirectories(destination, attributes.createdParent());
    String from = pivot;
    for (String part : Paths.parts(Paths.parent(relative))) {
      from = Paths.join(from, part);
      at = Paths.join(at, part);
      Item parent = source.follow(from).orElseThrow();
      changes.mergeDirectory(at, attributes.directory((Directory) parent.node()));
    }
    place(source, item, relative, Paths.join(at, Paths.name(relative)));
  }

  private void copyContents(CopySource source, Item directory, String relative, String target)
      throws BuildFailedException, IOException {
    for (Item child : source.children(directory)) {
      Interruption.check();
      String name = Paths.name(child.path());
      place(source, child, Paths.join(relative, name), Paths.join(target, name));
    }
  }

  private void place(CopySource source, Item item, String relative, String target)
      throws BuildFailedException, IOException {
    boolean left = excluded.excludes(relative);
    if (item.node() instanceof Directory directory) {
      if (!left) {
        changes.replaceDirectory(target, attributes.directory(directory));
        copyContents(source, item, relative, target);
      } else if (excluded.mayHoldIncluded(relative)) {
        copyIncluded(source, item, directory, relative, target);
      }
    } else if (!left) {
      changes.putFile(target, attributes.file(target, linked(item.node())));
    }
  }

  /** An excluded directory is made when an exception lets something in it through. */
  private void copyIncluded(
      CopySource source, Item item, Directory directory, String relative, String target)
      throws BuildFailedException, IOException {
    for (Item child : source.children(item)) {
      String path = Paths.join(relative, Paths.name(child.path()));
      if (!excluded.excludes(path)
          || (child.node() instanceof Directory && excluded.mayHoldIncluded(path))) {
        changes.mergeDirectory(target, attributes.directory(directory));
        place(source, child, path, Paths.join(target, Paths.name(child.path())));
      }
    }
  }

  /** Names of one file stay names of one file, but of another than the source's. */
  private Node linked(Node node) {
    if (!(node instanceof RegularFile file) || file.extras().inode() == null) {
      return node;
    }
    FileExtras extras =
        file.extras().withInode(inodes.computeIfAbsent(file.extras().inode(), of -> new Inode()));
    return new RegularFile(file.mode(), file.owner(), file.content(), extras);
  }
}
