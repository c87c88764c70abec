package dev.slipway.worker.engine.filesystem;

import dev.slipway.worker.engine.filesystem.Node.Directory;
import dev.slipway.worker.engine.filesystem.Node.RegularFile;
import dev.slipway.worker.engine.filesystem.Node.Special;
import dev.slipway.worker.engine.filesystem.Node.Symlink;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * Lays one layer over a file tree: the OCI image specification's layer.md, "Applying Changesets",
 * with whiteouts and opaque whiteouts, which hide what lower layers put there and never what the
 * same layer does.
 */
public final class LayerReader {

  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";

  /** Owners are looked up by name in these; they are read along with the headers. */
  private static final Set<String> KEPT_IN_MEMORY = Set.of("etc/passwd", "etc/group");

  private static final long MAX_IN_MEMORY = 4L * 1024 * 1024;

  private final FileTree tree;
  private final SpooledTar archive;
  private final Set<String> ownPaths = new HashSet<>();

  private LayerReader(FileTree tree, SpooledTar archive) {
    this.tree = tree;
    this.archive = archive;
  }

  /**
   * Lays a layer over a tree.
   *
   * @param layer the layer's bytes, compressed or not; closed here
   * @param archive the same layer, for reading its files later
   */
  public static void apply(InputStream layer, SpooledTar archive, FileTree tree)
      throws IOException {
    new TarEntries(layer).forEach(onto(tree, archive));
  }

  /**
   * Lays the entries that it is shown over a tree. For one layer.
   *
   * @param archive the layer, for reading its files later
   */
  public static LayerEntries.Visitor onto(FileTree tree, SpooledTar archive) {
    return new LayerReader(tree, archive)::entry;
  }

  /** Whether it reads a file's bytes right away. */
  public static boolean keeps(TarArchiveEntry entry) {
    return KEPT_IN_MEMORY.contains(Paths.clean(entry.getName()))
        && entry.isFile()
        && entry.getSize() <= MAX_IN_MEMORY;
  }

  private void entry(TarArchiveEntry entry, InputStream in) throws IOException {
    String path = Paths.clean(entry.getName());
    String name = Paths.name(path);
    if (name.equals(OPAQUE)) {
      makeOpaque(Paths.parent(path));
    } else if (name.startsWith(WHITEOUT)) {
      String hidden = Paths.join(Paths.parent(path), name.substring(WHITEOUT.length()));
      if (!ownPaths.contains(hidden)) {
        tree.remove(hidden);
      }
    } else {
      tree.put(path, node(entry, in));
      own(path);
    }
  }

  private void own(String path) {
    for (String at = path; !at.isEmpty() && ownPaths.add(at); ) {
      at = Paths.parent(at);
    }
  }

  private void makeOpaque(String directory) {
    if (tree.find(directory).orElse(null) instanceof Directory d) {
      for (String child : List.copyOf(d.children().keySet())) {
        String path = Paths.join(directory, child);
        if (!ownPaths.contains(path)) {
          tree.remove(path);
        } else {
          makeOpaque(path);
        }
      }
    }
  }

  private Node node(TarArchiveEntry entry, InputStream in) throws IOException {
    Owner owner = new Owner(entry.getLongUserId(), entry.getLongGroupId());
    int mode = entry.getMode() & Node.MODE_MASK;
    if (entry.isDirectory()) {
      return new Directory(mode, owner);
    }
    if (entry.isSymbolicLink()) {
      return new Symlink(owner, entry.getLinkName());
    }
    if (entry.isLink()) {
      return tree.find(Paths.clean(entry.getLinkName())).orElseGet(() -> new Special(mode, owner));
    }
    if (entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO()) {
      return new Special(mode, owner);
    }
    FileExtras extras = new FileExtras(TarAttributes.of(entry), new FileExtras.Inode(), null);
    return new RegularFile(mode, owner, content(entry, in), extras);
  }

  private FileContent content(TarArchiveEntry entry, InputStream in) throws IOException {
    if (keeps(entry)) {
      return new MemoryContent(in.readNBytes((int) entry.getSize()));
    }
    return archive.file(entry.getName(), entry.getSize());
  }
}
