package dev.slipway.worker.engine.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.core.image.Digest;
import dev.slipway.worker.publish.Platform;
import java.util.List;

/**
 * Names the images for several platforms (OCI image-spec, image-index.md; Docker's manifest list).
 */
public final class ImageIndex {

  private static final int SCHEMA_VERSION = 2;

  private ImageIndex() {}

  /**
   * One image of an index.
   *
   * @param platform what it runs on
   * @param manifest its manifest
   */
  public record Entry(Platform platform, Manifest manifest) {}

  /**
   * Writes an index: Docker's manifest list when all manifests are Docker's, else OCI's.
   *
   * @param entries in the order in which clients look for theirs
   */
  public static Manifest write(List<Entry> entries) {
    boolean docker =
        entries.stream()
            .allMatch(entry -> entry.manifest().mediaType().equals(MediaTypes.DOCKER_MANIFEST));
    String mediaType = docker ? MediaTypes.DOCKER_LIST : MediaTypes.OCI_INDEX;
    ObjectNode index = JsonNodeFactory.instance.objectNode();
    index.put("schemaVersion", SCHEMA_VERSION);
    index.put("mediaType", mediaType);
    ArrayNode manifests = index.putArray("manifests");
    entries.forEach(entry -> describe(entry, manifests.addObject()));
    return new Manifest(mediaType, Json.bytes(index));
  }

  private static void describe(Entry entry, ObjectNode node) {
    node.put("mediaType", entry.manifest().mediaType());
    node.put("size", entry.manifest().bytes().length);
    node.put("digest", Digest.of(entry.manifest().bytes()).value());
    ObjectNode platform = node.putObject("platform");
    platform.put("architecture", entry.platform().architecture());
    platform.put("os", entry.platform().os());
    if (entry.platform().variant() != null) {
      platform.put("variant", entry.platform().variant());
    }
  }
}
