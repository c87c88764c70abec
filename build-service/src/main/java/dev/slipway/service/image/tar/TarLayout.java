package dev.slipway.service.image.tar;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.core.image.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is in a tar file of an image, in its order: an OCI image layout (image-spec, "OCI Image
 * Layout"), and for {@code docker load} the {@code manifest.json} of the Docker Image Specification
 * v1.2, whose paths lead into it. It depends on nothing but the image and its names.
 */
final class TarLayout {

  private final List<TarEntry> entries = new ArrayList<>();

  private TarLayout() {}

  /**
   * @param manifests the first is the one all hangs on
   * @param references what the image is called, at least one
   */
  static TarLayout of(
      TarFormat format, List<Manifest> manifests, List<String> references, ObjectMapper json) {
    TarLayout layout = new TarLayout();
    Manifest top = manifests.get(0);
    layout.entries.add(
        TarEntry.text("oci-layout", json.createObjectNode().put("imageLayoutVersion", "1.0.0")));
    layout.entries.add(TarEntry.text("index.json", index(top.self(), references.get(0), json)));
    if (format == TarFormat.DOCKER) {
      layout.entries.add(TarEntry.text("manifest.json", dockerIndex(top, references, json)));
    }
    layout.entries.add(TarEntry.folder("blobs/"));
    layout.entries.add(TarEntry.folder("blobs/sha256/"));
    layout.addBlobs(manifests);
    return layout;
  }

  List<TarEntry> entries() {
    return List.copyOf(entries);
  }

  /** Bytes of the whole file, with the two empty records at its end. */
  long size() {
    return entries.stream().mapToLong(TarEntry::sizeInTar).sum() + 2L * TarEntry.RECORD;
  }

  /** Two layouts with one digest are the same file. */
  Digest digest() {
    StringBuilder all = new StringBuilder();
    for (TarEntry entry : entries) {
      all.append(entry.path()).append(' ').append(entry.size()).append('\n');
      if (entry.blob() == null) {
        all.append(Digest.of(entry.content())).append('\n');
      }
    }
    return Digest.of(all.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void addBlobs(List<Manifest> manifests) {
    Map<Digest, TarEntry> blobs = new LinkedHashMap<>();
    for (Manifest manifest : manifests) {
      blobs.putIfAbsent(
          manifest.self().digest(),
          TarEntry.bytes(path(manifest.self().digest()), manifest.content()));
    }
    for (Manifest manifest : manifests) {
      if (manifest.config() != null) {
        blobs.putIfAbsent(manifest.config().digest(), blob(manifest.config()));
      }
      manifest.layers().forEach(layer -> blobs.putIfAbsent(layer.digest(), blob(layer)));
    }
    entries.addAll(blobs.values());
  }

  private static TarEntry blob(Descriptor descriptor) {
    return TarEntry.blob(path(descriptor.digest()), descriptor.digest(), descriptor.size());
  }

  private static String path(Digest digest) {
    return "blobs/sha256/" + digest.hex();
  }

  private static ObjectNode index(Descriptor top, String reference, ObjectMapper json) {
    ObjectNode root = json.createObjectNode();
    root.put("schemaVersion", 2).put("mediaType", "application/vnd.oci.image.index.v1+json");
    ObjectNode entry = root.putArray("manifests").addObject();
    entry
        .put("mediaType", top.mediaType())
        .put("digest", top.digest().value())
        .put("size", top.size());
    entry
        .putObject("annotations")
        .put("io.containerd.image.name", reference)
        .put(
            "org.opencontainers.image.ref.name",
            reference.substring(reference.lastIndexOf(':') + 1));
    return root;
  }

  private static ArrayNode dockerIndex(
      Manifest manifest, List<String> references, ObjectMapper json) {
    ArrayNode root = json.createArrayNode();
    ObjectNode image = root.addObject();
    if (manifest.config() != null) {
      image.put("Config", path(manifest.config().digest()));
    }
    ArrayNode tags = image.putArray("RepoTags");
    references.forEach(tags::add);
    ArrayNode layers = image.putArray("Layers");
    manifest.layers().forEach(layer -> layers.add(path(layer.digest())));
    return root;
  }
}
