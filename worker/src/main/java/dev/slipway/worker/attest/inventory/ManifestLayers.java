package dev.slipway.worker.attest.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.image.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The layers of an image manifest, from the lowest up; one may be there twice. */
final class ManifestLayers {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ManifestLayers() {}

  /**
   * @throws IOException when it is no manifest
   */
  static List<Digest> of(byte[] manifest) throws IOException {
    List<Digest> layers = new ArrayList<>();
    for (JsonNode layer : MAPPER.readTree(manifest).path("layers")) {
      String digest = layer.path("digest").asText();
      if (!Digest.isDigest(digest)) {
        throw new IOException("a manifest with a layer that has no digest");
      }
      layers.add(new Digest(digest));
    }
    return layers;
  }
}
