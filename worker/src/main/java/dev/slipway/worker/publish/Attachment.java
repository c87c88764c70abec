package dev.slipway.worker.publish;

import java.util.Map;
import java.util.Objects;

/** A document that is said about a manifest, such as an SBOM. */
public final class Attachment {

  private final String mediaType;
  private final byte[] content;
  private final Map<String, String> annotations;

  /**
   * @param mediaType of the document, and the artifact type under which it is listed
   * @param content the document
   * @param annotations shown in the list of a manifest's referrers
   */
  public Attachment(String mediaType, byte[] content, Map<String, String> annotations) {
    this.mediaType = Objects.requireNonNull(mediaType);
    this.content = content.clone();
    this.annotations = Map.copyOf(annotations);
  }

  /** The document's media type. */
  public String mediaType() {
    return mediaType;
  }

  /** The document's bytes. */
  public byte[] content() {
    return content.clone();
  }

  /** What lists of referrers show of it. */
  public Map<String, String> annotations() {
    return annotations;
  }
}
