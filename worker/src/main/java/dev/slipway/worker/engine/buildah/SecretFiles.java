package dev.slipway.worker.engine.buildah;

import dev.slipway.core.dockerfile.SecretMount;
import dev.slipway.worker.engine.EngineRequest;
import dev.slipway.worker.source.Folders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The secrets that RUNs mount, each in a file of the attempt that the build's user alone can read.
 * They are removed as soon as the build has ended.
 */
final class SecretFiles implements AutoCloseable {

  private final Path folder;
  private final List<String> arguments;

  private SecretFiles(Path folder, List<String> arguments) {
    this.folder = folder;
    this.arguments = List.copyOf(arguments);
  }

  /** Writes those that the plan's RUNs mount. */
  static SecretFiles write(EngineRequest request, BuildUser user, Path workspace)
      throws IOException {
    Set<String> ids =
        request.plan().secretMounts().stream()
            .map(SecretMount::id)
            .filter(request.secrets()::containsKey)
            .collect(Collectors.toSet());
    Path folder = user.makeFolder(workspace.resolve("secrets"));
    List<String> arguments = new ArrayList<>();
    for (String id : ids) {
      Path file = folder.resolve(Integer.toString(arguments.size()));
      user.writePrivate(file, request.secrets().getOrDefault(id, ""));
      arguments.add("--secret=id=" + id + ",src=" + file);
    }
    return new SecretFiles(folder, arguments);
  }

  /** For buildah's command line. */
  List<String> arguments() {
    return arguments;
  }

  @Override
  public void close() throws IOException {
    Folders.delete(folder);
  }
}
