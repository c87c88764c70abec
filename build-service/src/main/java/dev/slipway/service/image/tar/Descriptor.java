package dev.slipway.service.image.tar;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.core.image.Digest;
import org.jspecify.annotations.Nullable;

/**
 * What a manifest says of one of its parts (image-spec, "Descriptors").
 *
 * @param mediaType what it is
 * @param digest of its bytes
 * @param size how many
 * @param platform for what, null when it isn't told
 */
record Descriptor(String mediaType, Digest digest, long size, @Nullable Platform platform) {

  Descriptor {
    if (size < 0) {
      throw new IllegalArgumentException("a size is negative");
    }
  }

  /**
   * @throws IllegalArgumentException when it is none
   */
  static Descriptor read(JsonNode node) {
    JsonNode platform = node.path("platform");
    return new Descriptor(
        node.path("mediaType").asText(""),
        new Digest(node.path("digest").asText("")),
        node.path("size").asLong(-1),
        platform.isObject() ? Platform.read(platform) : null);
  }
}
