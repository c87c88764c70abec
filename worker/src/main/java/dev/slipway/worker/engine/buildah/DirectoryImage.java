package dev.slipway.worker.engine.buildah;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.core.image.Digest;
import dev.slipway.worker.engine.BuiltImage;
import dev.slipway.worker.source.Folders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** An image in the "dir" layout of containers/image: manifest.json, and blobs by their digest. */
final class DirectoryImage implements BuiltImage {

  private static final Logger LOG = Logger.getLogger(DirectoryImage.class);

  private final Path attempt;
  private final byte[] manifest;
  private final String mediaType;
  private final List<Blob> blobs;

  private DirectoryImage(Path attempt, byte[] manifest, String mediaType, List<Blob> blobs) {
    this.attempt = attempt;
    this.manifest = manifest;
    this.mediaType = mediaType;
    this.blobs = List.copyOf(blobs);
  }

  /**
   * @param attempt the folder that goes when the image is closed
   * @param folder of the image
   * @param labels to add
   */
  static DirectoryImage read(Path attempt, Path folder, Map<String, String> labels)
      throws IOException {
    JsonMapper mapper = new JsonMapper();
    JsonNode json = mapper.readTree(Files.readAllBytes(folder.resolve("manifest.json")));
    if (!(json.path("config") instanceof ObjectNode descriptor)) {
      throw new IOException("an image's manifest names no configuration");
    }
    Digest stored = new Digest(descriptor.path("digest").asText());
    byte[] config = ImageLabelling.add(labels, Files.readAllBytes(folder.resolve(stored.hex())));
    descriptor.put("size", config.length).put("digest", Digest.of(config).value());
    List<Blob> blobs = new ArrayList<>();
    blobs.add(
        new Blob(Digest.of(config), config.length, () -> new ByteArrayInputStream(config), null));
    for (JsonNode layer : json.path("layers")) {
      blobs.add(blob(folder, layer));
    }
    return new DirectoryImage(
        attempt, mapper.writeValueAsBytes(json), json.path("mediaType").asText(), blobs);
  }

  private static Blob blob(Path folder, JsonNode descriptor) {
    Digest digest = new Digest(descriptor.path("digest").asText());
    Path file = folder.resolve(digest.hex());
    return new Blob(
        digest, descriptor.path("size").asLong(), () -> Files.newInputStream(file), null);
  }

  @Override
  public byte[] manifest() {
    return manifest.clone();
  }

  @Override
  public String mediaType() {
    return mediaType;
  }

  @Override
  public List<Blob> blobs() {
    return blobs;
  }

  @Override
  public void close() {
    try {
      Folders.delete(attempt);
    } catch (IOException e) {
      // The image is pushed; the next start removes the rest.
      LOG.warnf("%s can't be removed: %s", attempt, e.getMessage());
    }
  }
}
