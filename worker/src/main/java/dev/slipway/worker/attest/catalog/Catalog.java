package dev.slipway.worker.attest.catalog;

import java.io.IOException;
import java.io.InputStream;

/** Reads one kind of files. */
public interface Catalog {

  /** Whether a file is of this kind, by what is known of it without reading. */
  boolean reads(LayerFile file);

  /**
   * Reads a file.
   *
   * @param content need not be read to its end, and is not closed
   * @throws UnreadableException when it is not what it seems to be
   * @throws IOException when the bytes can't be had
   */
  FileFacts read(LayerFile file, InputStream content) throws UnreadableException, IOException;
}
