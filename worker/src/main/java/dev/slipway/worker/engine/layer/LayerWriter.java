package dev.slipway.worker.engine.layer;

import dev.slipway.worker.engine.filesystem.FileContent;
import dev.slipway.worker.engine.filesystem.Interruption;
import dev.slipway.worker.engine.filesystem.Node;
import dev.slipway.worker.engine.filesystem.Node.Directory;
import dev.slipway.worker.engine.filesystem.Node.RegularFile;
import dev.slipway.worker.engine.filesystem.Node.Special;
import dev.slipway.worker.engine.filesystem.Node.Symlink;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/**
 * Writes a layer so that equal contents give equal bytes: sorted entries, one time, numeric owners
 * without names, PAX records only where a name or number doesn't fit, a gzip header without time
 * and system.
 *
 * <p>The archive, and with it the diff id, is the same everywhere. The compressed bytes come from
 * the JDK's zlib: JDKs that bundle or link the original zlib agree with one another; one linked
 * against a fork of it (zlib-ng) may compress the same archive differently.
 */
final class LayerWriter {

  private static final int DISK_BUFFER = 128 * 1024;

  /** RFC 1952: unknown operating system. */
  private static final int NO_OPERATING_SYSTEM = 255;

  private LayerWriter() {}

  /**
   * Streams a layer to a file.
   *
   * @throws java.io.InterruptedIOException when the thread is interrupted
   */
  static Layer write(LayerContents contents, Path file) throws IOException {
    HashingOutputStream compressed =
        new HashingOutputStream(new BufferedOutputStream(Files.newOutputStream(file), DISK_BUFFER));
    HashingOutputStream plain;
    try (OutputStream gzip = new GzipCompressorOutputStream(compressed, gzipParameters());
        HashingOutputStream archive = new HashingOutputStream(gzip);
        TarArchiveOutputStream tar = tar(archive)) {
      plain = archive;
      for (Map.Entry<String, Node> entry : contents.entries().entrySet()) {
        Interruption.check();
        write(entry.getKey(), entry.getValue(), contents.modified(), tar);
      }
    }
    return new Layer(compressed.digest(), plain.digest(), compressed.count(), file);
  }

  private static GzipParameters gzipParameters() {
    GzipParameters parameters = new GzipParameters();
    parameters.setCompressionLevel(Deflater.DEFAULT_COMPRESSION);
    parameters.setModificationTime(0);
    parameters.setOperatingSystem(NO_OPERATING_SYSTEM);
    return parameters;
  }

  private static TarArchiveOutputStream tar(OutputStream out) {
    TarArchiveOutputStream tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
    return tar;
  }

  private static void write(String path, Node node, Instant modified, TarArchiveOutputStream tar)
      throws IOException {
    TarArchiveEntry entry = header(path, node);
    entry.setModTime(modified.getEpochSecond() * 1000);
    // The library fills in the account that runs this process.
    entry.setUserName("");
    entry.setGroupName("");
    entry.setUserId(node.owner().uid());
    entry.setGroupId(node.owner().gid());
    tar.putArchiveEntry(entry);
    if (node instanceof RegularFile file) {
      copy(path, file.content(), tar);
    }
    tar.closeArchiveEntry();
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
