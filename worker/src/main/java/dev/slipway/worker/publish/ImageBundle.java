package dev.slipway.worker.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.image.Digest;
import dev.slipway.core.message.ImageSummary;
import dev.slipway.worker.engine.BuiltImage;
import dev.slipway.worker.engine.BuiltImage.Blob;
import dev.slipway.worker.engine.config.ImageIndex;
import dev.slipway.worker.engine.config.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one build publishes: the image for one platform, or the images for several and the index
 * that names them.
 */
public final class ImageBundle implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Part> parts;
  private final Manifest top;

  /**
   * The image for one platform.
   *
   * @param platform what it runs on
   * @param image closed with the bundle
   */
  public record Part(Platform platform, BuiltImage image) {}

  private ImageBundle(List<Part> parts, Manifest top) {
    this.parts = List.copyOf(parts);
    this.top = top;
  }

  /**
   * Puts freshly built images together: one stays as it is, several get an index.
   *
   * @param parts at least one, in the index's order
   */
  public static ImageBundle of(List<Part> parts) {
    if (parts.size() == 1) {
      BuiltImage only = parts.get(0).image();
      return new ImageBundle(parts, new Manifest(only.mediaType(), only.manifest()));
    }
    return new ImageBundle(
        parts,
        ImageIndex.write(
            parts.stream()
                .map(
                    part ->
                        new ImageIndex.Entry(
                            part.platform(),
                            new Manifest(part.image().mediaType(), part.image().manifest())))
                .toList()));
  }

  /**
   * Images that were published before, with the manifest or index that they were published by.
   *
   * @param top the only part's manifest, or the index of all parts
   */
  public static ImageBundle published(List<Part> parts, Manifest top) {
    return new ImageBundle(parts, top);
  }

  /** At least one, in the index's order. */
  public List<Part> parts() {
    return parts;
  }

  /** What tags point at: the only image's manifest or the index. */
  public Manifest top() {
    return top;
  }

  /** Of {@link #top()}. */
  public Digest digest() {
    return Digest.of(top.bytes());
  }

  /** Whether the top is an index. */
  public boolean isIndex() {
    return !parts.get(0).image().digest().equals(digest());
  }

  /** All blobs, each once. */
  public List<Blob> blobs() {
    Map<Digest, Blob> blobs = new LinkedHashMap<>();
    for (Part part : parts) {
      part.image().blobs().forEach(blob -> blobs.putIfAbsent(blob.digest(), blob));
    }
    return List.copyOf(blobs.values());
  }

  /** Bytes of all blobs together, each counted once. */
  public long size() {
    return blobs().stream().mapToLong(Blob::size).sum();
  }

  /** What it consists of, for people and for later builds. */
  public ImageSummary summary() throws IOException {
    List<ImageSummary.Variant> variants = new ArrayList<>();
    for (Part part : parts) {
      variants.add(variant(part));
    }
    return new ImageSummary(digest().value(), top.mediaType(), variants);
  }

  private static ImageSummary.Variant variant(Part part) throws IOException {
    BuiltImage image = part.image();
    List<ImageSummary.Layer> layers = new ArrayList<>();
    for (JsonNode layer : JSON.readTree(image.manifest()).path("layers")) {
      layers.add(
          new ImageSummary.Layer(
              layer.path("digest").asText(),
              layer.path("size").asLong(),
              layer.path("mediaType").asText()));
    }
    String config = config(image.blobs().get(0));
    return new ImageSummary.Variant(
        part.platform().toString(),
        image.digest().value(),
        config.length() > ImageSummary.LONGEST_CONFIG ? null : config,
        layers);
  }

  private static String config(Blob blob) throws IOException {
    try (InputStream in = blob.content().open()) {
      // One byte of UTF-8 is one character at most, and four are two: more can't be short enough.
      return new String(in.readNBytes(4 * ImageSummary.LONGEST_CONFIG + 1), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    parts.forEach(part -> part.image().close());
  }
}
