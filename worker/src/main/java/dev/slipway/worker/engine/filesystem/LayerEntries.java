package dev.slipway.worker.engine.filesystem;

import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/** The entries of a layer, in its order, wherever they are known from. */
@FunctionalInterface
public interface LayerEntries {

  /** Shows every entry once. */
  void forEach(Visitor visitor) throws IOException;

  /** Is shown entries. */
  @FunctionalInterface
  interface Visitor {

    /**
     * @param entry as the layer has it
     * @param content of a file that {@link LayerReader#keeps}; of others perhaps nothing
     */
    void entry(TarArchiveEntry entry, InputStream content) throws IOException;
  }
}
