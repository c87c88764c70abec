package dev.slipway.worker.engine;

import dev.slipway.core.image.Digest;
import dev.slipway.core.image.ImageReference;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An image that is ready to be pushed: its manifest's bytes and all blobs the manifest names. */
public interface BuiltImage extends AutoCloseable {

  /** The manifest, byte for byte as it is to be pushed. */
  byte[] manifest();

  /** The manifest's media type. */
  String mediaType();

  /** Config first, then the layers from the base upwards. */
  List<Blob> blobs();

  @Override
  void close();

  /** The digest of {@link #manifest()}. */
  default Digest digest() {
    return Digest.of(manifest());
  }

  /** Bytes of all blobs together. */
  default long size() {
    return blobs().stream().mapToLong(Blob::size).sum();
  }

  /**
   * @param digest its digest
   * @param size its bytes
   * @param content how to read it, any number of times; a base's layer is fetched only then
   * @param origin where a registry may mount it from, null for new blobs
   */
  record Blob(Digest digest, long size, Content content, @Nullable ImageReference origin) {}

  /** Opens a blob's bytes. */
  @FunctionalInterface
  interface Content {
    InputStream open() throws IOException;
  }
}
