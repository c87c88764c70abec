package dev.slipway.worker.engine.buildkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.slipway.core.image.Digest;
import dev.slipway.worker.engine.BuiltImage;
import dev.slipway.worker.engine.config.Manifest;
import dev.slipway.worker.publish.BaseImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The image as the engine has handed it over. The configuration is the engine's, byte for byte, but
 * for secrets in its history; layers of the base are those of the base's registry, where they need
 * not be read or sent.
 */
final class ExportedImage implements BuiltImage {

  private static final JsonMapper JSON = new JsonMapper();

  private final Manifest manifest;
  private final List<Blob> blobs;

  private ExportedImage(Manifest manifest, List<Blob> blobs) {
    this.manifest = manifest;
    this.blobs = List.copyOf(blobs);
  }

  /**
   * Puts the image together.
   *
   * @param secrets values that must not stand in the history
   * @throws IOException when what the engine has sent does not fit together
   */
  static ExportedImage of(ImageExport export, Collection<String> secrets) throws IOException {
    JsonNode pushed = manifest(export);
    byte[] config =
        SecretHistory.without(
            export.configuration(new Digest(pushed.at("/config/digest").asText())), secrets);
    List<Blob> layers = new ArrayList<>();
    List<BaseImage.Layer> descriptors = new ArrayList<>();
    for (JsonNode layer : pushed.path("layers")) {
      BaseImage.Layer sent =
          new BaseImage.Layer(
              new Digest(layer.path("digest").asText()),
              layer.path("size").asLong(),
              layer.path("mediaType").asText());
      export.keep(sent.digest());
      descriptors.add(sent);
      layers.add(
          new Blob(sent.digest(), sent.size(), () -> export.blobs().open(sent.digest()), null));
    }
    useBase(export.base(), JSON.readTree(config), descriptors, layers);
    return of(config, descriptors, layers);
  }

  /** The lowest layers are the base's own, however the engine has compressed them anew. */
  private static void useBase(
      @Nullable BaseImage base,
      JsonNode config,
      List<BaseImage.Layer> descriptors,
      List<Blob> layers)
      throws IOException {
    JsonNode diffIds = config.at("/rootfs/diff_ids");
    if (diffIds.size() != layers.size()) {
      throw new IOException(
          "The Docker engine has sent "
              + layers.size()
              + " layers for a configuration that names "
              + diffIds.size());
    }
    if (base == null || !startsWith(diffIds, JSON.readTree(base.config()).at("/rootfs/diff_ids"))) {
      return;
    }
    for (int i = 0; i < base.layers().size(); i++) {
      BaseImage.Layer layer = base.layers().get(i);
      descriptors.set(i, layer);
      layers.set(
          i, new Blob(layer.digest(), layer.size(), () -> base.open(layer), base.reference()));
    }
  }

  private static boolean startsWith(JsonNode diffIds, JsonNode start) {
    boolean same = start.size() <= diffIds.size();
    for (int i = 0; same && i < start.size(); i++) {
      same = start.get(i).equals(diffIds.get(i));
    }
    return same;
  }

  private static ExportedImage of(
      byte[] config, List<BaseImage.Layer> descriptors, List<Blob> layers) {
    Map<Digest, Blob> blobs = new LinkedHashMap<>();
    Digest digest = Digest.of(config);
    blobs.put(
        digest, new Blob(digest, config.length, () -> new ByteArrayInputStream(config), null));
    layers.forEach(layer -> blobs.putIfAbsent(layer.digest(), layer));
    Manifest manifest = Manifest.write(true, config, descriptors);
    return new ExportedImage(manifest, List.copyOf(blobs.values()));
  }

  /** The manifest; of an index the first that is for a platform, which attestations are not. */
  private static JsonNode manifest(ImageExport export) throws IOException {
    byte[] last = export.lastManifest();
    if (last == null) {
      throw new IOException("The Docker engine has sent no image");
    }
    JsonNode json = JSON.readTree(last);
    for (JsonNode entry : json.path("manifests")) {
      byte[] bytes = export.manifest(new Digest(entry.path("digest").asText()));
      if (bytes != null && !"unknown".equals(entry.at("/platform/os").asText())) {
        return JSON.readTree(bytes);
      }
    }
    return json;
  }

  @Override
  public byte[] manifest() {
    return manifest.bytes().clone();
  }

  @Override
  public String mediaType() {
    return manifest.mediaType();
  }

  @Override
  public List<Blob> blobs() {
    return blobs;
  }

  @Override
  public void close() {
    // Layers stay for the next build of the repository.
  }
}
