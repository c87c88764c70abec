package dev.slipway.worker.engine.nativeimage;

import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.filesystem.FileExtras;
import dev.slipway.worker.engine.filesystem.FileTree.Location;
import dev.slipway.worker.engine.filesystem.Node;
import dev.slipway.worker.engine.filesystem.Node.Directory;
import dev.slipway.worker.engine.filesystem.Node.RegularFile;
import dev.slipway.worker.engine.filesystem.Node.Symlink;
import dev.slipway.worker.engine.filesystem.Owner;
import dev.slipway.worker.engine.filesystem.Paths;
import dev.slipway.worker.engine.filesystem.SpooledTar;
import dev.slipway.worker.engine.filesystem.TarAttributes;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * Puts an archive's entries into the image as moby's untar does, whose root is the destination: no
 * symlink leads out of it, and an entry takes the place of whatever is there.
 */
final class Unpacking {

  private static final Directory IMPLICIT = new Directory(0755, Owner.ROOT);

  private final Changes changes;
  private final String target;
  private final SpooledTar archive;

  /**
   * @param target the destination without symlinks; it is there
   */
  Unpacking(Changes changes, String target, SpooledTar archive) {
    this.changes = changes;
    this.target = target;
    this.archive = archive;
  }

  void unpack(TarArchiveEntry entry) throws BuildFailedException {
    List<String> parts = Paths.parts(entry.getName());
    if (parts.contains("..")) {
      throw new BuildFailedException(
          "the archive has an entry \"" + entry.getName() + "\", which leads out of it");
    }
    if (!parts.isEmpty()) { // the archive's root changes nothing
      String path = String.join("/", parts);
      changes.replace(Paths.join(directory(Paths.parent(path)), Paths.name(path)), node(entry));
    }
  }

  /** The directory that an entry goes to, made where nothing is there. */
  private String directory(String path) throws BuildFailedException {
    if (path.isEmpty()) {
      return target;
    }
    Location there = changes.resolve(target, path);
    if (there.node().isPresent() && !there.isDirectory()) {
      throw new BuildFailedException(
          "the archive puts something into /" + there.path() + ", which is no directory");
    }
    boolean plain = there.path().equals(Paths.join(target, path));
    if (there.node().isEmpty() && !plain) {
      throw new BuildFailedException(
          "the archive puts something into \""
              + path
              + "\", a symlink to what is not there within the destination");
    }
    return there.node().isPresent()
        ? there.path()
        : changes.makeDirectories(there.path(), IMPLICIT);
  }

  private Node node(TarArchiveEntry entry) throws BuildFailedException {
    Owner owner = owner(entry);
    int mode = entry.getMode() & Node.MODE_MASK;
    if (entry.isDirectory()) {
      return new Directory(mode, owner);
    }
    if (entry.isSymbolicLink()) {
      return new Symlink(owner, entry.getLinkName());
    }
    if (entry.isLink()) {
      return linked(entry);
    }
    if (entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO()) {
      throw new BuildFailedException(
          "the archive's \""
              + entry.getName()
              + "\" is a device or pipe, which no image is given; take it out of the archive");
    }
    FileExtras extras = new FileExtras(TarAttributes.of(entry), new FileExtras.Inode(), null);
    return new RegularFile(mode, owner, archive.file(entry.getName(), entry.getRealSize()), extras);
  }

  private static Owner owner(TarArchiveEntry entry) throws BuildFailedException {
    try {
      return new Owner(entry.getLongUserId(), entry.getLongGroupId());
    } catch (IllegalArgumentException e) {
      throw new BuildFailedException(
          "the archive's \"" + entry.getName() + "\" has an owner beyond 4294967295", e);
    }
  }

  private Node linked(TarArchiveEntry entry) throws BuildFailedException {
    String path = Paths.clean(entry.getLinkName());
    String parent = changes.resolve(target, Paths.parent(path)).path();
    return changes
        .find(Paths.join(parent, Paths.name(path)))
        .filter(node -> node instanceof RegularFile || node instanceof Symlink)
        .orElseThrow(
            () ->
                new BuildFailedException(
                    "the archive's hard link \""
                        + entry.getName()
                        + "\" leads to \""
                        + entry.getLinkName()
                        + "\", which is not there"));
  }
}
