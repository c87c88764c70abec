package dev.slipway.worker.engine.buildah;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds labels to an image's configuration after the build. Given to buildah they would be a step of
 * their own, different for every commit.
 */
final class ImageLabelling {

  private static final JsonMapper MAPPER = new JsonMapper();

  private ImageLabelling() {}

  /**
   * The configuration with labels added where the Dockerfile doesn't set them itself.
   *
   * @throws IOException when it is no JSON object
   */
  static byte[] add(Map<String, String> labels, byte[] config) throws IOException {
    if (labels.isEmpty()) {
      return config;
    }
    JsonNode root = MAPPER.readTree(config);
    if (!(root instanceof ObjectNode image)) {
      throw new IOException("an image's configuration is no JSON object");
    }
    ObjectNode settings =
        image.get("config") instanceof ObjectNode known ? known : image.putObject("config");
    ObjectNode all =
        settings.get("Labels") instanceof ObjectNode known ? known : settings.putObject("Labels");
    new TreeMap<>(labels)
        .forEach(
            (name, value) -> {
              if (!all.has(name)) {
                all.put(name, value);
              }
            });
    return MAPPER.writeValueAsBytes(image);
  }
}
