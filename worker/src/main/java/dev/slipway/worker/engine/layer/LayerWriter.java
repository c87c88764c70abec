package dev.slipway.worker.engine.layer;

import dev.slipway.worker.engine.filesystem.FileContent;
import dev.slipway.worker.engine.filesystem.Interruption;
import dev.slipway.worker.engine.filesystem.Node;
import dev.slipway.worker.engine.filesystem.Node.Directory;
import dev.slipway.worker.engine.filesystem.Node.RegularFile;
import dev.slipway.worker.engine.filesystem.Node.Special;
import dev.slipway.worker.engine.filesystem.Node.Symlink;
import dev.slipway.worker.engine.filesystem.TarAttributes;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/**
 * Writes a layer so that equal contents give equal bytes: sorted entries, one time, numeric owners
 * without names, PAX records only where a name or number doesn't fit, a gzip header without time
 * and system.
 *
 * <p>The archive, and with it the diff id, is the same everywhere. So are the compressed bytes
 * where the JDK deflates as the original zlib does; {@link ZlibCheck} tells of one that doesn't.
 */
final class LayerWriter {

  private static final int DISK_BUFFER = 128 * 1024;

  private LayerWriter() {}

  /**
   * Streams a layer to a file.
   *
   * @throws java.io.InterruptedIOException when the thread is interrupted
   */
  static Layer write(LayerContents contents, Path file) throws IOException {
    return write(contents, file, Compressors.shared());
  }

  static Layer write(LayerContents contents, Path file, Compressors compressors)
      throws IOException {
    HashingOutputStream compressed =
        new HashingOutputStream(new BufferedOutputStream(Files.newOutputStream(file), DISK_BUFFER));
    BlockGzip plain;
    try (BlockGzip gzip = new BlockGzip(compressed, compressors.threads(), compressors.ahead());
        TarArchiveOutputStream tar = tar(gzip)) {
      plain = gzip;
      Map<String, String> links = contents.hardLinks();
      for (Map.Entry<String, Node> entry : contents.entries().entrySet()) {
        Interruption.check();
        String first = links.get(entry.getKey());
        write(entry.getKey(), first, entry.getValue(), contents.modified(), tar);
      }
    }
    return new Layer(compressed.digest(), plain.plainDigest(), compressed.count(), file);
  }

  private static TarArchiveOutputStream tar(OutputStream out) {
    TarArchiveOutputStream tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
    return tar;
  }

  /**
   * @param linked the name that the file has in the layer already, null for the first
   */
  private static void write(
      String path, @Nullable String linked, Node node, Instant modified, TarArchiveOutputStream tar)
      throws IOException {
    TarArchiveEntry entry = linked == null ? header(path, node) : hardLink(path, linked, node);
    entry.setModTime(time(node, modified).getEpochSecond() * 1000);
    // The library fills in the account that runs this process.
    entry.setUserName("");
    entry.setGroupName("");
    entry.setUserId(node.owner().uid());
    entry.setGroupId(node.owner().gid());
    tar.putArchiveEntry(entry);
    if (linked == null && node instanceof RegularFile file) {
      copy(path, file.content(), tar);
    }
    tar.closeArchiveEntry();
  }

  /** A file's own time where it has one. */
  private static Instant time(Node node, Instant modified) {
    Instant own = node instanceof RegularFile file ? file.extras().modified() : null;
    return own == null ? modified : own;
  }

  /** The attributes are repeated: who unpacks a link gives them to the file. */
  private static TarArchiveEntry hardLink(String path, String linked, Node node) {
    TarArchiveEntry entry = new TarArchiveEntry(path, TarConstants.LF_LINK);
    entry.setLinkName(linked);
    entry.setMode(node instanceof RegularFile file ? file.mode() : 0);
    return entry;
  }

  private static TarArchiveEntry header(String path, Node node) throws IOException {
    if (node instanceof Directory directory) {
      TarArchiveEntry entry = new TarArchiveEntry(path + "/", TarConstants.LF_DIR);
      entry.setMode(directory.mode());
      return entry;
    }
    if (node instanceof Symlink link) {
      TarArchiveEntry entry = new TarArchiveEntry(path, TarConstants.LF_SYMLINK);
      entry.setLinkName(link.target());
      entry.setMode(0777);
      return entry;
    }
    if (node instanceof RegularFile file) {
      TarArchiveEntry entry = new TarArchiveEntry(path, TarConstants.LF_NORMAL);
      entry.setMode(file.mode());
      entry.setSize(file.content().size());
      file.extras()
          .xattrs()
          .forEach((name, value) -> entry.addPaxHeader(TarAttributes.PREFIX + name, value));
      return entry;
    }
    throw new IOException(
        "/" + path + " is a special file of mode " + ((Special) node).mode() + "; can't be copied");
  }

  private static void copy(String path, FileContent content, OutputStream out) throws IOException {
    try (InputStream in = content.open()) {
      long copied = Interruption.copy(in, out);
      if (copied != content.size()) {
        throw new IOException(
            "/" + path + " has " + copied + " bytes where " + content.size() + " were announced");
      }
    }
  }
}
