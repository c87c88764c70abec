package dev.slipway.worker.engine.differential;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorOutputStream;

/**
 * An archive written as text, an entry a line: {@code dir MODE UID:GID PATH}, {@code file MODE
 * UID:GID PATH CONTENT}, {@code hardlink MODE UID:GID PATH TARGET}, {@code symlink PATH TARGET},
 * {@code fifo PATH}, {@code device PATH}; {@code xattr NAME VALUE} goes with the next entry.
 */
final class ArchiveText {

  private static final long MODIFIED = 1_700_000_000_000L;

  private ArchiveText() {}

  static byte[] pack(String name, String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream packed = compressor(name, bytes)) {
      packed.write(tar(text));
    }
    return bytes.toByteArray();
  }

  private static OutputStream compressor(String name, OutputStream out) throws IOException {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "gz" -> new GZIPOutputStream(out);
      case "bz2" -> new BZip2CompressorOutputStream(out);
      case "xz" -> new XZCompressorOutputStream(out);
      case "zst" -> new ZstdCompressorOutputStream(out);
      default -> out;
    };
  }

  /** The archive as it is, not compressed. */
  static byte[] tar(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      String[] attribute = {};
      for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
        String[] words = line.split(" ");
        if (words[0].equals("xattr")) {
          attribute = words;
        } else {
          add(tar, words, attribute, line);
          attribute = new String[0];
        }
      }
    }
    return bytes.toByteArray();
  }

  private static void add(TarArchiveOutputStream tar, String[] words, String[] xattr, String line)
      throws IOException {
    boolean link = words[0].equals("hardlink");
    boolean owned = link || words[0].equals("dir") || words[0].equals("file");
    String path = words[owned ? 3 : 1];
    TarArchiveEntry entry =
        switch (words[0]) {
          case "dir" -> new TarArchiveEntry(path + "/", TarConstants.LF_DIR);
          case "file" -> new TarArchiveEntry(path, TarConstants.LF_NORMAL, true);
          case "symlink" -> new TarArchiveEntry(path, TarConstants.LF_SYMLINK, true);
          case "hardlink" -> new TarArchiveEntry(path, TarConstants.LF_LINK, true);
          case "fifo" -> new TarArchiveEntry(path, TarConstants.LF_FIFO, true);
          case "device" -> new TarArchiveEntry(path, TarConstants.LF_CHR, true);
          default -> throw new IOException("what is \"" + line + "\"?");
        };
    entry.setModTime(MODIFIED);
    byte[] content = new byte[0];
    if (owned) {
      String[] ids = words[2].split(":");
      entry.setMode(Integer.parseInt(words[1], 8));
      entry.setIds(Integer.parseInt(ids[0]), Integer.parseInt(ids[1]));
      if (link) {
        entry.setLinkName(words[4]);
      } else if (words.length > 4) {
        content = (line.split(" ", 5)[4] + "\n").getBytes(StandardCharsets.UTF_8);
      }
    } else {
      entry.setMode(words[0].equals("symlink") ? 0777 : 0644);
      entry.setIds(0, 0);
      entry.setLinkName(words.length > 2 ? words[2] : "");
    }
    if (xattr.length > 0) {
      entry.addPaxHeader("SCHILY.xattr." + xattr[1], xattr[2]);
    }
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }
}
