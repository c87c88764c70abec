package dev.slipway.worker.publish.jib;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import com.google.cloud.tools.jib.image.json.ManifestTemplate;
import java.nio.charset.StandardCharsets;

/** A manifest that Jib pushes byte for byte, instead of writing one of its own. */
final class RawManifest implements ManifestTemplate {

  private static final int SCHEMA_VERSION = 2;

  private final String mediaType;
  private final String json;

  RawManifest(String mediaType, byte[] bytes) {
    this.mediaType = mediaType;
    this.json = new String(bytes, StandardCharsets.UTF_8);
  }

  /** All that Jib's JSON mapper sees of this object. */
  @JsonValue
  @JsonRawValue
  public String json() {
    return json;
  }

  @Override
  public int getSchemaVersion() {
    return SCHEMA_VERSION;
  }

  @Override
  public String getManifestMediaType() {
    return mediaType;
  }
}
