package dev.slipway.worker.engine.differential;

import dev.slipway.core.image.Digest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * What a container would see, from an image's layers laid over one another; written on its own, so
 * that no fault of the engine's reader hides one of its writer.
 */
final class FileListing {

  private static final int SHOWN = 60;

  private final TreeMap<String, Entry> entries = new TreeMap<>();

  private record Entry(String attributes, String content, int inode) {}

  private int inodes;

  /** Lays a layer over what there is, plain or gzipped. */
  void apply(InputStream layer) throws IOException {
    try (TarArchiveInputStream tar = new TarArchiveInputStream(unzipped(layer), "UTF-8")) {
      Map<String, Boolean> own = new HashMap<>();
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        apply(entry, tar, own);
      }
    }
  }

  private void apply(TarArchiveEntry entry, TarArchiveInputStream tar, Map<String, Boolean> own)
      throws IOException {
    String path = entry.getName().replaceAll("^(\\./|/)+|/+$", "");
    String name = path.substring(path.lastIndexOf('/') + 1);
    String parent = path.substring(0, path.length() - name.length());
    if (name.equals(".wh..wh..opq")) {
      entries.keySet().removeIf(p -> p.startsWith(parent) && !own.containsKey(p));
      return;
    }
    if (name.startsWith(".wh.")) {
      removeAll(parent + name.substring(4));
      return;
    }
    if (path.isEmpty() || path.equals(".")) {
      return;
    }
    own.put(path, true);
    if (!entry.isDirectory()) {
      removeAll(path);
    }
    entries.put(path, entry(entry, tar));
  }

  private void removeAll(String path) {
    entries.remove(path);
    entries.keySet().removeIf(p -> p.startsWith(path + "/"));
  }

  private Entry entry(TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException {
    if (entry.isLink()) {
      String target = entry.getLinkName().replaceAll("^(\\./|/)+", "");
      Entry linked = entries.get(target);
      if (linked == null) {
        throw new IOException("hard link to nothing: " + entry.getName() + " -> " + target);
      }
      return linked;
    }
    String attributes =
        Integer.toOctalString(entry.getMode() & 07777)
            + " "
            + entry.getLongUserId()
            + ":"
            + entry.getLongGroupId();
    if (entry.isSymbolicLink()) {
      return new Entry(
          "link " + attributes.replaceFirst("^\\S+ ", ""), entry.getLinkName(), ++inodes);
    }
    if (entry.isDirectory()) {
      return new Entry("dir " + attributes + xattrs(entry), "", ++inodes);
    }
    if (!entry.isFile()) {
      return new Entry("special " + attributes, "", ++inodes);
    }
    byte[] bytes = tar.readAllBytes();
    return new Entry(
        "file " + attributes + " " + bytes.length + xattrs(entry), shown(bytes), ++inodes);
  }

  private static String xattrs(TarArchiveEntry entry) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(entry.getExtraPaxHeaders())
        .forEach(
            (name, value) -> {
              if (name.startsWith("SCHILY.xattr.") && !name.contains("trusted.overlay")) {
                text.append(" ").append(name.substring(13)).append("=").append(value);
              }
            });
    return text.toString();
  }

  private static String shown(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    boolean plain =
        bytes.length <= SHOWN && text.chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 127));
    return plain ? text.replace("\n", "\\n") : Digest.of(bytes).value();
  }

  private static InputStream unzipped(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in);
    buffered.mark(2);
    boolean zipped = buffered.read() == 0x1f && buffered.read() == 0x8b;
    buffered.reset();
    return zipped ? new GZIPInputStream(buffered) : buffered;
  }

  /** A line for every path; those that share an inode say with which. */
  List<String> lines() {
    Map<Integer, String> first = new HashMap<>();
    return entries.entrySet().stream()
        .map(
            entry -> {
              Entry node = entry.getValue();
              String same = first.putIfAbsent(node.inode(), entry.getKey());
              return ("/"
                      + entry.getKey()
                      + " "
                      + node.attributes()
                      + (node.content().isEmpty() ? "" : " " + node.content())
                      + (same == null ? "" : " = /" + same))
                  .strip();
            })
        .toList();
  }
}
