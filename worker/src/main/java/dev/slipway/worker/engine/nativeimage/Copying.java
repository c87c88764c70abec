package dev.slipway.worker.engine.nativeimage;

import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.filesystem.FileTree.Location;
import dev.slipway.worker.engine.filesystem.Interruption;
import dev.slipway.worker.engine.filesystem.Node;
import dev.slipway.worker.engine.filesystem.Node.Directory;
import dev.slipway.worker.engine.filesystem.Paths;
import dev.slipway.worker.engine.nativeimage.CopySource.Item;
import dev.slipway.worker.engine.nativeimage.SourceLookup.Found;
import java.io.IOException;

/**
 * Copies sources to one destination as BuildKit does: a directory's contents, a file under its own
 * name where the destination is a directory, symlinks of the destination resolved inside the image.
 */
final class Copying {

  private final Changes changes;
  private final Attributes attributes;
  private final String destination;
  private final boolean intoDirectory;

  /**
   * @param destination absolute path in the image
   * @param intoDirectory whether the destination was written as a directory, with a slash
   */
  Copying(Changes changes, Attributes attributes, String destination, boolean intoDirectory) {
    this.changes = changes;
    this.attributes = attributes;
    this.destination = destination;
    this.intoDirectory = intoDirectory;
  }

  /**
   * Copies one source.
   *
   * @param several whether it is one of several, so that a file would be replaced by the next
   */
  void copy(CopySource source, Found found, boolean several)
      throws BuildFailedException, IOException {
    if (found.item().node() instanceof Directory directory) {
      copyContents(source, found.item(), destinationOf(directory));
    } else {
      put(found.name(), found.item().node(), several);
    }
  }

  /** Puts one file. */
  void put(String name, Node node, boolean several) throws BuildFailedException {
    Location there = changes.resolve(destination);
    String target = there.path();
    if (intoDirectory || there.isDirectory()) {
      String directory = changes.makeDirectories(destination, attributes.createdParent());
      target = Paths.join(directory, name);
    } else if (several) {
      throw new BuildFailedException(
          "several sources need a directory to go to; end the destination with a slash: "
              + destination
              + "/");
    } else {
      changes.makeDirectories(Paths.parent(target), attributes.createdParent());
    }
    changes.putFile(target, attributes.file(target, node));
  }

  private String destinationOf(Directory source) throws BuildFailedException {
    Location there = changes.resolve(destination);
    changes.makeDirectories(Paths.parent(there.path()), attributes.createdParent());
    return changes.makeDirectories(there.path(), attributes.directory(source));
  }

  private void copyContents(CopySource source, Item directory, String target)
      throws BuildFailedException, IOException {
    for (Item child : source.children(directory)) {
      Interruption.check();
      String path = Paths.join(target, Paths.name(child.path()));
      if (child.node() instanceof Directory node) {
        changes.mergeDirectory(path, attributes.directory(node));
        copyContents(source, child, path);
      } else {
        changes.putFile(path, attributes.file(path, child.node()));
      }
    }
  }
}
