package dev.slipway.worker.engine.filesystem;

import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.jspecify.annotations.Nullable;

/**
 * An archive whose files are read in any order. It is decompressed to disk when the first file is
 * asked for, so that an archive of which nobody copies anything costs nothing.
 */
public final class SpooledTar {

  /** Opens the archive's bytes, compressed or not. */
  @FunctionalInterface
  public interface Source {
    InputStream open() throws IOException;
  }

  private final String identity;
  private final Source source;
  private final Path folder;
  private @Nullable Map<String, Extent> extents;
  private @Nullable Path spool;

  private record Extent(long offset, long size, boolean sparse) {}

  /**
   * @param identity names the archive's bytes, such as a digest
   * @param source its bytes
   * @param folder where to decompress it to; its owner removes it
   */
  public SpooledTar(String identity, Source source, Path folder) {
    this.identity = identity;
    this.source = source;
    this.folder = folder;
  }

  /** A file of the archive, by its entry's exact name; the last of several entries counts. */
  public FileContent file(String entryName, long size) {
    return new FileContent() {
      @Override
      public String identity() {
        return identity + "!" + entryName;
      }

      @Override
      public long size() {
        return size;
      }

      @Override
      public InputStream open() throws IOException {
        return SpooledTar.this.open(entryName);
      }
    };
  }

  private InputStream open(String entryName) throws IOException {
    Extent extent = index().get(entryName);
    if (extent == null) {
      throw new FileNotFoundException(entryName + " in " + identity);
    }
    if (extent.sparse()) {
      return openSparse(entryName);
    }
    FileChannel channel = FileChannel.open(spooled());
    channel.position(extent.offset());
    return new Slice(Channels.newInputStream(channel), extent.size());
  }

  /** With its holes, which the archive only describes. */
  private InputStream openSparse(String entryName) throws IOException {
    TarFile tar = new TarFile(spooled());
    try {
      TarArchiveEntry last = null;
      for (TarArchiveEntry entry : tar.getEntries()) {
        last = entry.getName().equals(entryName) ? entry : last;
      }
      return new FilterInputStream(tar.getInputStream(Objects.requireNonNull(last))) {
        @Override
        public void close() throws IOException {
          super.close();
          tar.close();
        }
      };
    } catch (IOException | RuntimeException e) {
      tar.close();
      throw e;
    }
  }

  private synchronized Map<String, Extent> index() throws IOException {
    if (extents == null) {
      Map<String, Extent> found = new HashMap<>();
      try (TarFile tar = new TarFile(spooled())) {
        for (TarArchiveEntry entry : tar.getEntries()) {
          if (entry.isFile()) {
            found.put(
                entry.getName(),
                new Extent(entry.getDataOffset(), entry.getSize(), entry.isSparse()));
          }
        }
      }
      extents = found;
    }
    return extents;
  }

  private synchronized Path spooled() throws IOException {
    if (spool == null) {
      Files.createDirectories(folder);
      Path file = Files.createTempFile(folder, "spool", ".tar");
      try (InputStream in = Decompression.of(source.open());
          var out = Files.newOutputStream(file)) {
        Interruption.copy(in, out);
      }
      spool = file;
    }
    return spool;
  }

  /** The next so many bytes of a stream. */
  private static final class Slice extends FilterInputStream {

    private long left;

    Slice(InputStream in, long length) {
      super(in);
      left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int n = super.read(bytes, offset, (int) Math.min(length, left));
      left -= Math.max(0, n);
      return n;
    }
  }
}
