package dev.slipway.worker.source.lfs;

import java.io.IOException;
import java.io.OutputStream;

/** Where LFS objects come from. */
interface LfsRemote extends AutoCloseable {

  /**
   * Writes what the remote has for a pointer.
   *
   * @param path of the file, for messages
   */
  void download(String path, LfsPointer pointer, OutputStream out) throws IOException;

  /** Ends what is going on, also in other threads. */
  @Override
  void close();
}
