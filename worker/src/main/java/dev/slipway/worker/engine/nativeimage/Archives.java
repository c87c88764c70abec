package dev.slipway.worker.engine.nativeimage;

import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.filesystem.Decompression;
import dev.slipway.worker.engine.filesystem.FileContent;
import dev.slipway.worker.engine.filesystem.Interruption;
import dev.slipway.worker.engine.filesystem.Node;
import dev.slipway.worker.engine.filesystem.Node.Directory;
import dev.slipway.worker.engine.filesystem.Node.RegularFile;
import dev.slipway.worker.engine.filesystem.Node.Symlink;
import dev.slipway.worker.engine.filesystem.Owner;
import dev.slipway.worker.engine.filesystem.Paths;
import dev.slipway.worker.engine.filesystem.SpooledTar;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarUtils;

/** Local archives of ADD: known by what is in them, never by their name. */
final class Archives {

  private static final int TAR_BLOCK = 512;

  private final Path workspace;

  Archives(Path workspace) {
    this.workspace = workspace;
  }

  /** Whether a file is a tar archive, packed as it is or with gzip, bzip2, xz or zstd. */
  static boolean isArchive(FileContent content) throws IOException {
    try (InputStream in = content.open()) {
      byte[] block = Decompression.of(in).readNBytes(TAR_BLOCK);
      return block.length == TAR_BLOCK && block[0] != 0 && TarUtils.verifyCheckSum(block);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      // Looks like a compressed file and is none. If it can't be read at all, copying it will say
      // so.
      return false;
    }
  }

  /**
   * Unpacks an archive into a directory of the image.
   *
   * @param directory its path in the image, as written
   * @throws BuildFailedException when the archive is damaged or wants to write outside of it
   */
  void unpack(FileContent archive, String directory, Attributes attributes, Changes changes)
      throws BuildFailedException, IOException {
    String target = changes.makeDirectories(directory, attributes.createdParent());
    SpooledTar spooled = new SpooledTar(archive.identity(), archive::open, workspace);
    try (TarArchiveInputStream in =
        new TarArchiveInputStream(Decompression.of(archive.open()), "UTF-8")) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Interruption.check();
        unpack(entry, target, spooled, attributes, changes);
      }
    }
  }

  private static void unpack(
      TarArchiveEntry entry,
      String target,
      SpooledTar spooled,
      Attributes attributes,
      Changes changes)
      throws BuildFailedException, IOException {
    List<String> parts = Paths.parts(entry.getName());
    if (parts.contains("..")) {
      throw new BuildFailedException(
          "the archive has an entry \"" + entry.getName() + "\", which leads out of it");
    }
    String path = Paths.join(target, String.join("/", parts));
    Owner owner = new Owner(entry.getLongUserId(), entry.getLongGroupId());
    int mode = entry.getMode() & Node.MODE_MASK;
    if (entry.isDirectory()) {
      String made = changes.makeDirectories(path, attributes.createdParent());
      changes.replaceDirectory(made, attributes.directory(new Directory(mode, owner)));
      return;
    }
    String parent = changes.makeDirectories(Paths.parent(path), attributes.createdParent());
    String place = Paths.join(parent, Paths.name(path));
    changes.putFile(
        place, attributes.file(place, node(entry, target, mode, owner, spooled, changes)));
  }

  private static Node node(
      TarArchiveEntry entry,
      String target,
      int mode,
      Owner owner,
      SpooledTar spooled,
      Changes changes)
      throws BuildFailedException {
    if (entry.isSymbolicLink()) {
      return new Symlink(owner, entry.getLinkName());
    }
    if (entry.isLink()) {
      String linked = Paths.join(target, Paths.clean(entry.getLinkName()));
      return changes
          .resolve(linked)
          .node()
          .filter(RegularFile.class::isInstance)
          .orElseThrow(
              () ->
                  new BuildFailedException(
                      "the archive's hard link \""
                          + entry.getName()
                          + "\" leads to \""
                          + entry.getLinkName()
                          + "\", which is not there"));
    }
    if (!entry.isFile()) {
      return new Node.Special(mode, owner);
    }
    return new RegularFile(mode, owner, spooled.file(entry.getName(), entry.getSize()));
  }
}
