package dev.slipway.worker.publish.jib;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.image.Digest;
import dev.slipway.core.image.ImageReference;
import dev.slipway.worker.engine.BuiltImage.Blob;
import dev.slipway.worker.engine.config.Manifest;
import dev.slipway.worker.publish.ImageBundle;
import dev.slipway.worker.publish.Platform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads an image or index that is in a registry: manifests and configurations, no layer. */
final class PublishedImage {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final PushSession session;
  private final ImageReference reference;

  PublishedImage(PushSession session, ImageReference reference) {
    this.session = session;
    this.reference = reference;
  }

  /**
   * @return empty when it is not there whole
   * @throws IOException when the registry sends something else than the digests say
   */
  Optional<ImageBundle> find(Digest digest) throws IOException, InterruptedException {
    Optional<Manifest> top = manifest(digest);
    if (top.isEmpty()) {
      return Optional.empty();
    }
    JsonNode json = JSON.readTree(top.get().bytes());
    List<ImageBundle.Part> parts = new ArrayList<>();
    if (!json.has("manifests")) {
      parts.add(part(top.get(), json));
    }
    for (JsonNode entry : json.path("manifests")) {
      Optional<Manifest> manifest = manifest(digest(entry));
      if (manifest.isEmpty()) {
        return Optional.empty();
      }
      parts.add(part(manifest.get(), JSON.readTree(manifest.get().bytes())));
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(ImageBundle.published(parts, top.get()));
  }

  private Optional<Manifest> manifest(Digest digest) throws IOException, InterruptedException {
    Optional<Manifest> found = session.findManifest(digest.value());
    if (found.isPresent()) {
      verify(digest, found.get().bytes());
    }
    return found;
  }

  private ImageBundle.Part part(Manifest manifest, JsonNode json) throws IOException {
    JsonNode described = json.path("config");
    byte[] config = config(digest(described));
    List<Blob> blobs = new ArrayList<>();
    blobs.add(
        new Blob(
            digest(described), config.length, () -> new ByteArrayInputStream(config), reference));
    for (JsonNode layer : json.path("layers")) {
      Digest digest = digest(layer);
      blobs.add(
          new Blob(digest, layer.path("size").asLong(), () -> session.open(digest), reference));
    }
    Platform platform = ParsedManifest.platformOf(config).orElseGet(Platform::ofThisMachine);
    return new ImageBundle.Part(platform, new PublishedPart(manifest, blobs));
  }

  private byte[] config(Digest digest) throws IOException {
    try (InputStream in = session.open(digest)) {
      byte[] config = in.readNBytes(RegistryHttp.LARGEST_BODY);
      verify(digest, config);
      return config;
    }
  }

  private static Digest digest(JsonNode descriptor) throws IOException {
    String text = descriptor.path("digest").asText();
    if (!Digest.isDigest(text)) {
      throw new IOException("a manifest without the digests of its parts");
    }
    return new Digest(text);
  }

  private void verify(Digest digest, byte[] content) throws IOException {
    if (!Digest.of(content).equals(digest)) {
      throw new IOException(
          "registry " + reference.registry() + " sent something else for " + digest);
    }
  }
}
