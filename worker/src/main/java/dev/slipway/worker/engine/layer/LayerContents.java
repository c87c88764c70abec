package dev.slipway.worker.engine.layer;

import dev.slipway.core.image.Digest;
import dev.slipway.worker.engine.filesystem.FileExtras;
import dev.slipway.worker.engine.filesystem.Node;
import dev.slipway.worker.engine.filesystem.Node.Directory;
import dev.slipway.worker.engine.filesystem.Node.RegularFile;
import dev.slipway.worker.engine.filesystem.Node.Special;
import dev.slipway.worker.engine.filesystem.Node.Symlink;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What goes into one layer.
 *
 * @param entries the nodes by path, sorted, so that a directory stands before what is in it;
 *     children of a directory count only where they are entries themselves
 * @param modified the modification time of every entry, whole seconds
 */
public record LayerContents(NavigableMap<String, Node> entries, Instant modified) {

  /** Changes whenever {@link LayerWriter} would write the same contents differently. */
  private static final String FORMAT = "slipway-layer-2";

  public LayerContents {
    entries = Collections.unmodifiableNavigableMap(new TreeMap<>(entries));
  }

  /**
   * Names the layer's bytes without reading any file: paths, modes, owners, times, and the
   * identities of contents.
   */
  public Digest key() {
    MessageDigest hash = Digest.sha256();
    add(hash, FORMAT, String.valueOf(modified.getEpochSecond()));
    Map<String, String> links = hardLinks();
    entries.forEach(
        (path, node) ->
            add(hash, path, links.containsKey(path) ? "h " + links.get(path) : describe(node)));
    return Digest.ofHash(hash.digest());
  }

  /** The paths that are hard links in this layer, and the first name of each one's file. */
  Map<String, String> hardLinks() {
    Map<FileExtras.Inode, String> names = new IdentityHashMap<>();
    Map<String, String> links = new HashMap<>();
    entries.forEach(
        (path, node) -> {
          if (node instanceof RegularFile file && file.extras().inode() != null) {
            String first = names.putIfAbsent(file.extras().inode(), path);
            if (first != null) {
              links.put(path, first);
            }
          }
        });
    return links;
  }

  private static String describe(Node node) {
    String owner = node.owner().uid() + ":" + node.owner().gid();
    if (node instanceof Directory directory) {
      return "d " + directory.mode() + " " + owner;
    }
    if (node instanceof Symlink link) {
      return "l " + owner + " " + link.target();
    }
    if (node instanceof RegularFile file) {
      return "f "
          + file.mode()
          + " "
          + owner
          + " "
          + file.content().size()
          + " "
          + file.content().identity()
          + describe(file.extras());
    }
    return "s " + ((Special) node).mode() + " " + owner;
  }

  private static String describe(FileExtras extras) {
    return (extras.xattrs().isEmpty() ? "" : " " + extras.xattrs())
        + (extras.modified() == null ? "" : " " + extras.modified().getEpochSecond());
  }

  /** Every field with its length, so that no two lists of fields hash alike. */
  private static void add(MessageDigest hash, String... fields) {
    for (String field : fields) {
      byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
      hash.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
      hash.update(bytes);
    }
  }
}
