package dev.slipway.worker.engine.buildah;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.slipway.core.image.Digest;
import dev.slipway.worker.engine.BuiltImage;
import dev.slipway.worker.engine.config.Manifest;
import dev.slipway.worker.publish.BaseImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An image taken from the store without calling buildah: its base's layers as the registry has
 * them, so that they are mounted or skipped and never compressed again, and its own layers
 * compressed once.
 */
final class StoredImage implements BuiltImage {

  private final Manifest manifest;
  private final List<Blob> blobs;

  private StoredImage(Manifest manifest, List<Blob> blobs) {
    this.manifest = manifest;
    this.blobs = List.copyOf(blobs);
  }

  /**
   * Takes an image.
   *
   * @param id the hash of its configuration
   * @param bases images that it may be based on
   * @param labels to add
   * @throws IOException when the store's files can't be read or don't say enough
   */
  static StoredImage take(
      StoreIndex store,
      String id,
      Collection<BaseImage> bases,
      Map<String, String> labels,
      PackedLayers packed)
      throws IOException, InterruptedException {
    byte[] stored = store.config(id);
    if (!Digest.of(stored).hex().equals(id)) {
      throw new IOException("the configuration of image " + id + " is another one");
    }
    byte[] config = ImageLabelling.add(labels, stored);
    List<Digest> diffIds = diffIds(config);
    List<StoreIndex.Layer> own = store.layersOf(id);
    Map<Digest, Found> inBases = inBases(bases);
    List<BaseImage.Layer> layers = new ArrayList<>();
    Map<Digest, Blob> blobs = new LinkedHashMap<>();
    blobs.put(
        Digest.of(config),
        new Blob(Digest.of(config), config.length, () -> new ByteArrayInputStream(config), null));
    for (int i = 0; i < diffIds.size(); i++) {
      Digest diffId = diffIds.get(i);
      Found found = inBases.get(diffId);
      Blob blob = found == null ? pack(store, layer(own, i, diffId), diffId, packed) : found.blob();
      String type = found == null ? Manifest.GZIPPED_LAYER : found.layer().mediaType();
      layers.add(new BaseImage.Layer(blob.digest(), blob.size(), type));
      blobs.putIfAbsent(blob.digest(), blob);
    }
    return new StoredImage(Manifest.write(true, config, layers), List.copyOf(blobs.values()));
  }

  /** A layer of a base. */
  private record Found(BaseImage base, BaseImage.Layer layer) {

    Blob blob() {
      return new Blob(layer.digest(), layer.size(), () -> base.open(layer), base.reference());
    }
  }

  private static Map<Digest, Found> inBases(Collection<BaseImage> bases) throws IOException {
    Map<Digest, Found> found = new HashMap<>();
    for (BaseImage base : bases) {
      List<Digest> diffIds = diffIds(base.config());
      for (int i = 0; i < diffIds.size() && diffIds.size() == base.layers().size(); i++) {
        found.putIfAbsent(diffIds.get(i), new Found(base, base.layers().get(i)));
      }
    }
    return found;
  }

  private static List<Digest> diffIds(byte[] config) throws IOException {
    List<Digest> diffIds = new ArrayList<>();
    for (JsonNode id : new JsonMapper().readTree(config).path("rootfs").path("diff_ids")) {
      diffIds.add(new Digest(id.asText()));
    }
    return diffIds;
  }

  private static StoreIndex.Layer layer(List<StoreIndex.Layer> own, int index, Digest diffId)
      throws IOException {
    StoreIndex.@Nullable Layer layer = index < own.size() ? own.get(index) : null;
    if (layer == null || !diffId.equals(layer.diffId())) {
      throw new IOException("the store has no layer " + diffId + " at place " + index);
    }
    return layer;
  }

  private static Blob pack(
      StoreIndex store, StoreIndex.Layer layer, Digest diffId, PackedLayers packed)
      throws IOException, InterruptedException {
    StoredLayer archive = new StoredLayer(store.recipe(layer), store.files(layer));
    PackedLayers.Packed file = packed.get(diffId, archive::writeTo);
    return new Blob(file.digest(), file.size(), () -> Files.newInputStream(file.file()), null);
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
    // Its layers are in a cache that outlives the build.
  }
}
