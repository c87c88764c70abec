package dev.slipway.worker.job;

import dev.slipway.core.dockerfile.BuildPlan;
import dev.slipway.core.image.Digest;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.BuiltImage;
import dev.slipway.worker.engine.EngineRequest;
import dev.slipway.worker.engine.ImageEngine;
import dev.slipway.worker.publish.Platform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** An engine that does what a test tells it. */
final class TestingEngine implements ImageEngine {

  /** What to do before the image is there. */
  interface Work {
    void run(EngineRequest request) throws BuildFailedException, IOException, InterruptedException;
  }

  volatile Work work = request -> {};
  volatile boolean emulates;

  @Override
  public String name() {
    return "native";
  }

  @Override
  public Optional<String> obstacle(BuildPlan plan, Platform platform) {
    return Optional.empty();
  }

  @Override
  public boolean runs(Platform platform) {
    return emulates || ImageEngine.super.runs(platform);
  }

  @Override
  public BuiltImage build(EngineRequest request)
      throws BuildFailedException, IOException, InterruptedException {
    work.run(request);
    return new Image();
  }

  /** A manifest with one blob. */
  static final class Image implements BuiltImage {

    private static final byte[] CONTENT = "config".getBytes(StandardCharsets.UTF_8);

    @Override
    public byte[] manifest() {
      return "{}".getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String mediaType() {
      return "application/vnd.oci.image.manifest.v1+json";
    }

    @Override
    public List<Blob> blobs() {
      return List.of(
          new Blob(
              Digest.of(CONTENT), CONTENT.length, () -> new ByteArrayInputStream(CONTENT), null));
    }

    @Override
    public void close() {
      // nothing is held open
    }
  }
}
