package dev.slipway.worker.engine.filesystem;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of a file in an image, wherever they are. */
public interface FileContent {

  /** Equal identities mean equal bytes; a file whose identity is known need not be read. */
  String identity();

  /** How many bytes. */
  long size();

  /** Opens them, any number of times. */
  InputStream open() throws IOException;
}
