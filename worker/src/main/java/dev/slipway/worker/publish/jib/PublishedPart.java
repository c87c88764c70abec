package dev.slipway.worker.publish.jib;

import dev.slipway.worker.engine.BuiltImage;
import dev.slipway.worker.engine.config.Manifest;
import java.util.List;

/** An image for one platform that is in a registry, read from there when it is needed elsewhere. */
record PublishedPart(Manifest content, List<Blob> blobs) implements BuiltImage {

  PublishedPart {
    blobs = List.copyOf(blobs);
  }

  @Override
  public byte[] manifest() {
    return content.bytes().clone();
  }

  @Override
  public String mediaType() {
    return content.mediaType();
  }

  @Override
  public void close() {
    // The session that it is read through is the destination's.
  }
}
