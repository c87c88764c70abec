package dev.slipway.worker.publish.jib;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.tools.jib.image.json.ManifestTemplate;
import com.google.cloud.tools.jib.image.json.V22ManifestTemplate;
import com.google.cloud.tools.jib.json.JsonTemplateMapper;
import dev.slipway.core.image.Digest;
import dev.slipway.worker.publish.BaseImage;
import dev.slipway.worker.publish.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is needed of an image's manifest. Read from Jib's template by way of JSON, for the template
 * keeps the layers' media types to itself.
 *
 * @param docker whether it is of Docker's format
 * @param config digest of the configuration
 * @param layers from the lowest up
 */
record ParsedManifest(boolean docker, Digest config, List<BaseImage.Layer> layers) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  static ParsedManifest of(ManifestTemplate template) throws IOException {
    JsonNode manifest = MAPPER.readTree(JsonTemplateMapper.toByteArray(template));
    try {
      List<BaseImage.Layer> layers = new ArrayList<>();
      for (JsonNode layer : manifest.path("layers")) {
        layers.add(
            new BaseImage.Layer(
                new Digest(layer.path("digest").asText()),
                layer.path("size").asLong(),
                layer.path("mediaType").asText()));
      }
      return new ParsedManifest(
          template instanceof V22ManifestTemplate,
          new Digest(manifest.path("config").path("digest").asText()),
          layers);
    } catch (IllegalArgumentException e) {
      throw new IOException("a manifest without the digests of its parts", e);
    }
  }

  /** What a configuration says that the image is for, if it says it. */
  static Optional<Platform> platformOf(byte[] config) throws IOException {
    JsonNode json = MAPPER.readTree(config);
    String os = json.path("os").asText("");
    String architecture = json.path("architecture").asText("");
    return os.isEmpty() || architecture.isEmpty()
        ? Optional.empty()
        : Optional.of(new Platform(os, architecture, json.path("variant").asText(null)));
  }

  /** The ARM (or other) variant in a configuration, null without. */
  static @Nullable String variantOf(byte[] config) throws IOException {
    return MAPPER.readTree(config).path("variant").asText(null);
  }
}
