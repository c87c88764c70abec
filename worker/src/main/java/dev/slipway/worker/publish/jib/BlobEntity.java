package dev.slipway.worker.publish.jib;

import dev.slipway.worker.engine.BuiltImage.Blob;
import dev.slipway.worker.engine.filesystem.Interruption;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.http.entity.AbstractHttpEntity;
import org.apache.http.entity.ContentType;

/** A blob's bytes from an offset on, as a request's body that can be sent again. */
final class BlobEntity extends AbstractHttpEntity {

  private final Blob blob;
  private final long offset;

  BlobEntity(Blob blob, long offset) {
    this.blob = blob;
    this.offset = offset;
    setContentType(ContentType.APPLICATION_OCTET_STREAM.getMimeType());
  }

  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public long getContentLength() {
    return blob.size() - offset;
  }

  @Override
  public InputStream getContent() throws IOException {
    InputStream content = blob.content().open();
    try {
      content.skipNBytes(offset);
      return content;
    } catch (IOException e) {
      content.close();
      throw e;
    }
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    try (InputStream content = getContent()) {
      Interruption.copy(content, out);
    }
  }

  @Override
  public boolean isStreaming() {
    return false;
  }
}
