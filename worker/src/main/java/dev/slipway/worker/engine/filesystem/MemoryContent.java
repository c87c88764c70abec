package dev.slipway.worker.engine.filesystem;

import dev.slipway.core.image.Digest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A small file that is in memory: a heredoc, or {@code /etc/passwd} of a base. */
public final class MemoryContent implements FileContent {

  private final byte[] bytes;

  public MemoryContent(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  @Override
  public String identity() {
    return Digest.of(bytes).value();
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(bytes);
  }
}
