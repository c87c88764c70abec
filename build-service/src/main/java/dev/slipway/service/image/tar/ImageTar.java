package dev.slipway.service.image.tar;

import dev.slipway.core.image.Digest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** An image as a tar file that isn't anywhere: it is made while it is written. */
public final class ImageTar {

  private static final int BUFFER = 64 * 1024;
  private static final int FILE = 0100644;
  private static final int FOLDER = 040755;

  private final String fileName;
  private final TarLayout layout;
  private final ImageSource.Opened source;

  ImageTar(String fileName, TarLayout layout, ImageSource.Opened source) {
    this.fileName = fileName;
    this.layout = layout;
    this.source = source;
  }

  /** What to call it. */
  public String fileName() {
    return fileName;
  }

  /** Bytes of the whole file. */
  public long size() {
    return layout.size();
  }

  /** Names the file by what is in it. */
  Digest layout() {
    return layout.digest();
  }

  /**
   * Writes the file, of which never more than some buffers are held. The stream is not closed.
   *
   * @return its SHA-256
   * @throws ImageSourceException when the registry fails, or a blob isn't what its digest says:
   *     then what was written is short, and of no use
   * @throws IOException when the stream doesn't take it
   */
  Digest writeTo(OutputStream to) throws IOException {
    MessageDigest hash = Digest.sha256();
    // Not closed here, as that would close the stream below it also after half of the file.
    BufferedOutputStream out = new BufferedOutputStream(new DigestOutputStream(to, hash), BUFFER);
    TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
    for (TarEntry entry : layout.entries()) {
      tar.putArchiveEntry(header(entry));
      if (entry.blob() == null) {
        tar.write(entry.content());
      } else {
        source.blob(entry.blob(), entry.size(), tar);
      }
      tar.closeArchiveEntry();
    }
    tar.finish();
    out.flush();
    return Digest.ofHash(hash.digest());
  }

  /** With nothing in it of this machine or time. */
  private static TarArchiveEntry header(TarEntry entry) {
    TarArchiveEntry header = new TarArchiveEntry(entry.path());
    header.setSize(entry.size());
    header.setMode(header.isDirectory() ? FOLDER : FILE);
    header.setModTime(0L);
    header.setIds(0, 0);
    header.setNames("", "");
    return header;
  }
}
