package dev.slipway.worker.engine.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.BuiltImage;
import dev.slipway.worker.engine.ImageEngine;
import dev.slipway.worker.engine.TestingBuild;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The engine under test. */
final class NativeBuilder implements Builder {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ImageEngine engine;
  private final Path folder;

  NativeBuilder(ImageEngine engine, Path folder) {
    this.engine = engine;
    this.folder = folder;
  }

  @Override
  public Map<String, Outcome> build(List<DifferentialCase> cases) throws Exception {
    Map<String, Outcome> outcomes = new HashMap<>();
    for (DifferentialCase each : cases) {
      outcomes.put(each.name(), build(each));
    }
    return outcomes;
  }

  private Outcome build(DifferentialCase each) throws Exception {
    TestingBuild build =
        new TestingBuild(engine, folder.resolve(each.name()))
            .with(each.sourceTree())
            .context(each.context())
            .buildArgs(each.buildArgs());
    try (BuiltImage image = build.image(each.dockerfile().stripTrailing())) {
      return new Outcome(facts(image), "");
    } catch (BuildFailedException | dev.slipway.core.dockerfile.DockerfileException e) {
      return Outcome.failed(String.valueOf(e.getMessage()));
    }
  }

  private static ImageFacts facts(BuiltImage image) throws IOException {
    Map<String, BuiltImage.Blob> blobs = new HashMap<>();
    image.blobs().forEach(blob -> blobs.put(blob.digest().value(), blob));
    JsonNode manifest = JSON.readTree(image.manifest());
    FileListing files = new FileListing();
    for (JsonNode layer : manifest.path("layers")) {
      try (InputStream in = open(blobs, layer)) {
        files.apply(in);
      }
    }
    try (InputStream in = open(blobs, manifest.path("config"))) {
      return ImageFacts.of(files.lines(), JSON.readTree(in));
    }
  }

  private static InputStream open(Map<String, BuiltImage.Blob> blobs, JsonNode descriptor)
      throws IOException {
    BuiltImage.Blob blob = blobs.get(descriptor.path("digest").asText());
    if (blob == null) {
      throw new IOException("the manifest names a blob that is not there: " + descriptor);
    }
    return blob.content().open();
  }
}
