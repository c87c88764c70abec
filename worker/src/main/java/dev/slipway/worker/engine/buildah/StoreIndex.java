package dev.slipway.worker.engine.buildah;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.slipway.core.image.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a store of containers/storage holds, read from its files: {@code images.json} and {@code
 * layers.json}, which are replaced whole. Reading them saves calls of buildah, which cost a tenth
 * of a second each.
 */
final class StoreIndex {

  private final Path root;
  private final String driver;
  private final List<Image> images = new ArrayList<>();
  private final Map<String, Layer> layers = new LinkedHashMap<>();

  /**
   * @param id of the image, the hash of its configuration
   * @param names with tags and digests, complete
   * @param layer its topmost, null for none
   */
  record Image(String id, List<String> names, @Nullable String layer) {}

  /**
   * @param id in the store
   * @param parent the one below, null for the lowest
   * @param diffId of its archive
   * @param size bytes of its archive
   */
  record Layer(String id, @Nullable String parent, @Nullable Digest diffId, long size) {}

  private StoreIndex(Path root, String driver) {
    this.root = root;
    this.driver = driver;
  }

  /** A store that is not there yet is empty. */
  static StoreIndex read(Path root, String driver) throws IOException {
    StoreIndex index = new StoreIndex(root, driver);
    for (JsonNode image : json(root.resolve(driver + "-images").resolve("images.json"))) {
      index.images.add(image(image));
    }
    for (JsonNode node : json(root.resolve(driver + "-layers").resolve("layers.json"))) {
      Layer layer = layer(node);
      index.layers.put(layer.id(), layer);
    }
    return index;
  }

  private static JsonNode json(Path file) throws IOException {
    JsonMapper mapper = new JsonMapper();
    return Files.exists(file) ? mapper.readTree(file.toFile()) : mapper.createArrayNode();
  }

  private static Image image(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.path("names").forEach(name -> names.add(name.asText()));
    return new Image(node.path("id").asText(), names, text(node, "layer"));
  }

  private static Layer layer(JsonNode node) {
    String diffId = text(node, "diff-digest");
    return new Layer(
        node.path("id").asText(),
        text(node, "parent"),
        diffId == null ? null : new Digest(diffId),
        node.path("diff-size").asLong());
  }

  private static @Nullable String text(JsonNode node, String field) {
    String text = node.path(field).asText("");
    return text.isEmpty() ? null : text;
  }

  List<Image> images() {
    return images;
  }

  /** An image's layers, the lowest first. */
  List<Layer> layersOf(String imageId) {
    List<Layer> chain = new ArrayList<>();
    Optional<String> top =
        images.stream()
            .filter(image -> image.id().equals(imageId))
            .findFirst()
            .map(image -> image.layer() == null ? "" : image.layer());
    Layer layer = layers.get(top.orElse(""));
    while (layer != null) {
      chain.add(0, layer);
      layer = layer.parent() == null ? null : layers.get(layer.parent());
    }
    return chain;
  }

  /** An image's configuration, byte for byte. */
  byte[] config(String imageId) throws IOException {
    byte[] key = ("sha256:" + imageId).getBytes(StandardCharsets.UTF_8);
    String name = "=" + Base64.getEncoder().encodeToString(key);
    return Files.readAllBytes(root.resolve(driver + "-images").resolve(imageId).resolve(name));
  }

  /** How a layer's archive is to be put together again. */
  Path recipe(Layer layer) {
    return root.resolve(driver + "-layers").resolve(layer.id() + ".tar-split.gz");
  }

  /** Where a layer's files are. */
  Path files(Layer layer) {
    return driver.equals("vfs")
        ? root.resolve("vfs").resolve("dir").resolve(layer.id())
        : root.resolve(driver).resolve(layer.id()).resolve("diff");
  }

  /** Bytes of all layers; vfs has a whole file system for each. */
  long size() {
    return layers.values().stream().mapToLong(this::onDisk).sum();
  }

  private long onDisk(Layer layer) {
    if (!driver.equals("vfs")) {
      return layer.size();
    }
    long bytes = 0;
    for (Layer l = layer; l != null; l = l.parent() == null ? null : layers.get(l.parent())) {
      bytes += l.size();
    }
    return bytes;
  }
}
