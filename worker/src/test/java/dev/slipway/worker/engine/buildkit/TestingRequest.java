package dev.slipway.worker.engine.buildkit;

import dev.slipway.core.dockerfile.BuildPlan;
import dev.slipway.worker.engine.BuildLog;
import dev.slipway.worker.engine.BuiltImage;
import dev.slipway.worker.engine.EngineRequest;
import dev.slipway.worker.engine.ImageEngine;
import dev.slipway.worker.engine.TestingBuild;
import dev.slipway.worker.engine.TestingSourceTree;
import dev.slipway.worker.publish.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What an engine is asked for a Dockerfile, without one that builds it. */
final class TestingRequest {

  private TestingRequest() {}

  static EngineRequest of(Path folder, String... lines) throws Exception {
    AtomicReference<EngineRequest> asked = new AtomicReference<>();
    TestingBuild build = new TestingBuild(asking(asked), folder);
    try {
      build.with(new TestingSourceTree()).image(lines);
    } catch (IOException e) {
      return asked.get();
    }
    throw new IllegalStateException("nobody builds here");
  }

  /** The same, read along. */
  static EngineRequest withLog(EngineRequest request, BuildLog log) {
    return new EngineRequest(
        request.repositoryId(),
        request.dockerfile(),
        request.plan(),
        request.target(),
        request.platform(),
        request.buildArgs(),
        request.secrets(),
        request.cache(),
        request.source(),
        request.contextPath(),
        request.dockerfilePath(),
        request.logins(),
        request.bases(),
        request.labels(),
        request.workspace(),
        log);
  }

  private static ImageEngine asking(AtomicReference<EngineRequest> asked) {
    return new ImageEngine() {
      @Override
      public String name() {
        return "asking";
      }

      @Override
      public Optional<String> obstacle(BuildPlan plan, Platform platform) {
        return Optional.empty();
      }

      @Override
      public BuiltImage build(EngineRequest request) throws IOException {
        asked.set(request);
        throw new IOException("this engine only takes requests");
      }
    };
  }
}
