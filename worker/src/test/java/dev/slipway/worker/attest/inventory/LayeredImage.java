package dev.slipway.worker.attest.inventory;

import dev.slipway.core.image.Digest;
import dev.slipway.core.image.ImageReference;
import dev.slipway.worker.engine.BuiltImage;
import dev.slipway.worker.engine.TestingTar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An image of layers in memory, which counts how often a layer is opened. */
final class LayeredImage implements BuiltImage {

  private static final ImageReference BASE = ImageReference.parse("registry.example.com/base:1");

  final AtomicInteger opened = new AtomicInteger();
  private final List<Blob> layers = new ArrayList<>();

  /** Adds a new layer on top. */
  LayeredImage layer(TestingTar tar) {
    return layer(tar.gzipped());
  }

  LayeredImage layer(byte[] bytes) {
    layers.add(
        new Blob(
            Digest.of(bytes),
            bytes.length,
            () -> {
              opened.incrementAndGet();
              return new ByteArrayInputStream(bytes);
            },
            null));
    return this;
  }

  /** Adds a layer that is in a registry only. */
  LayeredImage remote(TestingTar tar) {
    layer(tar);
    Blob last = layers.remove(layers.size() - 1);
    layers.add(new Blob(last.digest(), last.size(), last.content(), BASE));
    return this;
  }

  /** Adds a layer that can't be had. */
  LayeredImage lost() {
    Digest digest = Digest.of("lost".getBytes(StandardCharsets.UTF_8));
    layers.add(
        new Blob(
            digest,
            10,
            () -> {
              throw new IOException("the registry is away, token=hunter22");
            },
            BASE));
    return this;
  }

  @Override
  public byte[] manifest() {
    List<String> entries =
        layers.stream().map(layer -> "{\"digest\":\"%s\"}".formatted(layer.digest())).toList();
    return "{\"layers\":[%s]}"
        .formatted(String.join(",", entries))
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String mediaType() {
    return "application/vnd.oci.image.manifest.v1+json";
  }

  @Override
  public List<Blob> blobs() {
    return List.copyOf(layers);
  }

  @Override
  public void close() {
    // all is in memory
  }
}
