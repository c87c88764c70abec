package dev.slipway.worker.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A tar archive made by hand, entry by entry in the order given. */
public final class TestingTar {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes);
  private boolean finished;

  public TestingTar directory(String path, int mode, int uid, int gid) {
    return add(new TarArchiveEntry(path + "/", TarConstants.LF_DIR), mode, uid, gid, "");
  }

  public TestingTar directory(String path) {
    return directory(path, 0755, 0, 0);
  }

  public TestingTar file(String path, int mode, int uid, int gid, String content) {
    return add(new TarArchiveEntry(path, TarConstants.LF_NORMAL), mode, uid, gid, content);
  }

  public TestingTar file(String path, String content) {
    return file(path, 0644, 0, 0, content);
  }

  public TestingTar symlink(String path, String target) {
    TarArchiveEntry entry = new TarArchiveEntry(path, TarConstants.LF_SYMLINK);
    entry.setLinkName(target);
    return add(entry, 0777, 0, 0, "");
  }

  public TestingTar hardLink(String path, String target) {
    TarArchiveEntry entry = new TarArchiveEntry(path, TarConstants.LF_LINK);
    entry.setLinkName(target);
    return add(entry, 0644, 0, 0, "");
  }

  private TestingTar add(TarArchiveEntry entry, int mode, int uid, int gid, String content) {
    byte[] data = content.getBytes(StandardCharsets.UTF_8);
    entry.setMode(mode);
    entry.setIds(uid, gid);
    entry.setSize(data.length);
    try {
      tar.putArchiveEntry(entry);
      tar.write(data);
      tar.closeArchiveEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  public byte[] plain() {
    try {
      if (!finished) {
        tar.finish();
        finished = true;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  public byte[] gzipped() {
    return gzip(plain());
  }

  public static byte[] gzip(byte[] content) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return zipped.toByteArray();
  }
}
