package dev.slipway.worker.publish.jib;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.core.image.Digest;
import dev.slipway.worker.engine.BuiltImage.Blob;
import dev.slipway.worker.publish.Attachment;
import dev.slipway.worker.publish.Subject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;

/**
 * An attachment as an OCI artifact (image-spec, manifest.md, "Guidelines for Artifact Usage"): its
 * only layer is the document, its configuration is the empty one. Equal inputs give equal bytes.
 */
final class ReferrerManifest {

  static final String MEDIA_TYPE = "application/vnd.oci.image.manifest.v1+json";

  private static final String EMPTY_TYPE = "application/vnd.oci.empty.v1+json";
  private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int SCHEMA_VERSION = 2;

  private final Attachment attachment;
  private final byte[] document;
  private final byte[] bytes;

  ReferrerManifest(Subject subject, Attachment attachment) {
    this.attachment = attachment;
    this.document = attachment.content();
    ObjectNode manifest = JsonNodeFactory.instance.objectNode();
    manifest.put("schemaVersion", SCHEMA_VERSION);
    manifest.put("mediaType", MEDIA_TYPE);
    manifest.put("artifactType", attachment.mediaType());
    manifest.set("config", descriptor(EMPTY_TYPE, Digest.of(EMPTY), EMPTY.length));
    manifest
        .putArray("layers")
        .add(descriptor(attachment.mediaType(), Digest.of(document), document.length));
    manifest.set("subject", descriptor(subject.mediaType(), subject.digest(), subject.size()));
    annotate(manifest);
    this.bytes = bytes(manifest);
  }

  private void annotate(ObjectNode node) {
    if (!attachment.annotations().isEmpty()) {
      ObjectNode annotations = node.putObject("annotations");
      new TreeMap<>(attachment.annotations()).forEach(annotations::put);
    }
  }

  byte[] bytes() {
    return bytes.clone();
  }

  Digest digest() {
    return Digest.of(bytes);
  }

  /** What has to be there before it: the empty configuration and the document. */
  List<Blob> blobs() {
    return List.of(blob(EMPTY), blob(document));
  }

  private static Blob blob(byte[] content) {
    return new Blob(
        Digest.of(content), content.length, () -> new ByteArrayInputStream(content), null);
  }

  /** This manifest as a list of referrers shows it. */
  ObjectNode listed() {
    ObjectNode entry = descriptor(MEDIA_TYPE, digest(), bytes.length);
    entry.put("artifactType", attachment.mediaType());
    annotate(entry);
    return entry;
  }

  /** An index of such entries. */
  static byte[] index(ArrayNode entries) {
    ObjectNode index = JsonNodeFactory.instance.objectNode();
    index.put("schemaVersion", SCHEMA_VERSION);
    index.put("mediaType", ReferrersTag.MEDIA_TYPE);
    index.set("manifests", entries);
    return bytes(index);
  }

  private static ObjectNode descriptor(String mediaType, Digest digest, long size) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("mediaType", mediaType);
    node.put("digest", digest.value());
    node.put("size", size);
    return node;
  }

  private static byte[] bytes(ObjectNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree that can't be written", e);
    }
  }
}
