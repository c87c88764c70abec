package dev.slipway.service.image.tar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.image.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A manifest or index, in OCI's or Docker's form.
 *
 * @param self its own descriptor
 * @param content its bytes
 * @param manifests of an index, else empty
 * @param config of a manifest; null in an index
 * @param layers of a manifest, from the base upwards
 */
record Manifest(
    Descriptor self,
    byte[] content,
    List<Descriptor> manifests,
    @Nullable Descriptor config,
    List<Descriptor> layers) {

  private static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
  private static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  /**
   * Reads one.
   *
   * @throws ImageSourceException when the registry has something else there
   */
  static Manifest read(Digest digest, byte[] content, ObjectMapper json)
      throws ImageSourceException {
    try {
      JsonNode root = json.readTree(content);
      boolean index = root.path("manifests").isArray();
      String mediaType = root.path("mediaType").asText(index ? OCI_INDEX : OCI_MANIFEST);
      return new Manifest(
          new Descriptor(mediaType, digest, content.length, null),
          content,
          descriptors(root.path("manifests")),
          index ? null : Descriptor.read(root.path("config")),
          descriptors(root.path("layers")));
    } catch (IOException | IllegalArgumentException e) {
      throw ImageSourceException.failed("manifest " + digest + " can't be read", e);
    }
  }

  boolean isIndex() {
    return config == null;
  }

  private static List<Descriptor> descriptors(JsonNode list) {
    List<Descriptor> descriptors = new ArrayList<>();
    list.forEach(node -> descriptors.add(Descriptor.read(node)));
    return List.copyOf(descriptors);
  }
}
