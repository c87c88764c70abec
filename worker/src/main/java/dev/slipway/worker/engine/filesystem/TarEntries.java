package dev.slipway.worker.engine.filesystem;

import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The entries of a layer's own archive.
 *
 * @param layer its bytes, compressed or not; read and closed by {@link #forEach}
 */
public record TarEntries(InputStream layer) implements LayerEntries {

  @Override
  public void forEach(Visitor visitor) throws IOException {
    try (TarArchiveInputStream in = new TarArchiveInputStream(Decompression.of(layer), "UTF-8")) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Interruption.check();
        visitor.entry(entry, in);
      }
    }
  }
}
