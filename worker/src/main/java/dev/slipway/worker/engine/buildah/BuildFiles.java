package dev.slipway.worker.engine.buildah;

import dev.slipway.worker.engine.EngineRequest;
import dev.slipway.worker.source.SourceTree;
import dev.slipway.worker.source.SourceTree.Entry;
import dev.slipway.worker.source.SourceTree.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Writes what buildah reads: the context, the Dockerfile, and what is to be ignored. */
final class BuildFiles {

  private BuildFiles() {}

  /**
   * @param place gets {@code context}, {@code Dockerfile} and {@code dockerignore}
   */
  static void write(EngineRequest request, Path place) throws IOException, InterruptedException {
    SourceTree source = request.source();
    Entry context =
        source
            .find(request.contextPath())
            .orElseThrow(() -> new IOException("the build context has vanished"));
    ContextFolder.write(source, context, place.resolve("context"), request.log());
    String inContext = request.contextPath().isEmpty() ? "" : request.contextPath() + "/";
    Optional<Entry> ignore = regularFile(source, request.dockerfilePath() + ".dockerignore");
    if (ignore.isEmpty()) {
      ignore = regularFile(source, inContext + ".dockerignore");
    }
    copy(source, ignore, place.resolve("dockerignore"));
    copy(source, regularFile(source, request.dockerfilePath()), place.resolve("Dockerfile"));
  }

  private static Optional<Entry> regularFile(SourceTree source, String path) throws IOException {
    return source
        .find(path)
        .filter(entry -> entry.kind() == Kind.FILE || entry.kind() == Kind.EXECUTABLE);
  }

  private static void copy(SourceTree source, Optional<Entry> entry, Path target)
      throws IOException {
    if (entry.isEmpty()) {
      Files.writeString(target, "");
      return;
    }
    try (InputStream content = source.open(entry.get())) {
      Files.copy(content, target);
    }
  }
}
