package dev.slipway.worker.engine.nativeimage;

import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.filesystem.FileExtras;
import dev.slipway.worker.engine.filesystem.Node;
import dev.slipway.worker.engine.filesystem.Node.Directory;
import dev.slipway.worker.engine.filesystem.Node.RegularFile;
import dev.slipway.worker.engine.filesystem.Node.Symlink;
import dev.slipway.worker.engine.filesystem.Owner;
import dev.slipway.worker.engine.filesystem.TarAttributes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Owner and mode of what is copied.
 *
 * @param chown the owner asked for, null to keep the source's
 * @param chmod the mode asked for, null to keep the source's
 */
record Attributes(@Nullable Owner chown, @Nullable ModeChange chmod) {

  private static final int PARENT_MODE = 0755;

  /** A directory made on the way to the destination. */
  Directory createdParent() {
    return new Directory(
        chmod == null ? PARENT_MODE : chmod.ofCreatedParent(PARENT_MODE),
        chown == null ? Owner.ROOT : chown);
  }

  /** A directory of the source as it is made in the image. */
  Directory directory(Directory source) {
    return new Directory(mode(source.mode(), true), owner(source));
  }

  /**
   * A file or symlink of the source as it is put into the image.
   *
   * @throws BuildFailedException for devices, pipes and sockets
   */
  Node file(String path, Node source) throws BuildFailedException {
    if (source instanceof RegularFile file) {
      return new RegularFile(
          mode(file.mode(), false), owner(file), file.content(), checked(path, file.extras()));
    }
    if (source instanceof Symlink link) {
      return new Symlink(owner(link), link.target());
    }
    throw new BuildFailedException("/" + path + " is a special file and can't be copied");
  }

  private static FileExtras checked(String path, FileExtras extras) throws BuildFailedException {
    for (Map.Entry<String, String> attribute : extras.xattrs().entrySet()) {
      if (!TarAttributes.isWhole(attribute.getValue())) {
        throw new BuildFailedException(
            "/"
                + path
                + " has the extended attribute "
                + attribute.getKey()
                + ", whose bytes can't be carried over; have the operator set SLIPWAY_ENGINE to"
                + " another engine");
      }
    }
    return extras;
  }

  private Owner owner(Node source) {
    return chown == null ? source.owner() : chown;
  }

  private int mode(int mode, boolean directory) {
    return chmod == null ? mode : chmod.apply(mode, directory);
  }
}
