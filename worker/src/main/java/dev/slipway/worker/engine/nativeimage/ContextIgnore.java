package dev.slipway.worker.engine.nativeimage;

import dev.slipway.core.dockerfile.path.DockerIgnore;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.EngineRequest;
import dev.slipway.worker.engine.filesystem.Paths;
import dev.slipway.worker.source.SourceTree;
import dev.slipway.worker.source.SourceTree.Entry;
import dev.slipway.worker.source.SourceTree.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What is kept out of the build context, and by which file.
 *
 * @param file the file's name, for messages
 * @param rules its patterns
 * @param identity names the patterns: the file's object id, or nothing
 */
public record ContextIgnore(String file, DockerIgnore rules, String identity) {

  private static final String NAME = ".dockerignore";
  private static final int MAX_BYTES = 1024 * 1024;

  /**
   * Reads {@code <Dockerfile>.dockerignore} where it is, else {@code .dockerignore} at the
   * context's root.
   *
   * @throws BuildFailedException when a pattern is malformed
   */
  public static ContextIgnore read(EngineRequest request) throws BuildFailedException, IOException {
    SourceTree source = request.source();
    for (String path :
        List.of(request.dockerfilePath() + NAME, Paths.join(request.contextPath(), NAME))) {
      Optional<Entry> entry = source.find(path).filter(ContextIgnore::isFile);
      if (entry.isPresent()) {
        return new ContextIgnore(path, parse(path, source, entry.get()), entry.get().objectId());
      }
    }
    return new ContextIgnore(NAME, DockerIgnore.NONE, "");
  }

  private static boolean isFile(Entry entry) {
    return entry.kind() == Kind.FILE || entry.kind() == Kind.EXECUTABLE;
  }

  private static DockerIgnore parse(String path, SourceTree source, Entry entry)
      throws BuildFailedException, IOException {
    try (InputStream in = source.open(entry)) {
      return DockerIgnore.parse(new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new BuildFailedException(path + ": " + e.getMessage(), e);
    }
  }
}
