package dev.slipway.worker.engine.buildah;

import dev.slipway.worker.engine.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs that buildah needs, as this machine has them. */
final class BuildahPrograms {

  private static final String PATH =
      Optional.ofNullable(System.getenv("PATH")).orElse("/usr/sbin:/usr/bin:/sbin:/bin");

  private BuildahPrograms() {}

  /** What a program prints; empty where it can't be started. */
  static Optional<String> output(String... command) throws IOException, InterruptedException {
    StringBuilder output = new StringBuilder();
    Path root = Path.of("/");
    try {
      int ignored =
          ChildProcess.run(
              List.of(command), environment(root), root, line -> output.append(line).append('\n'));
      return Optional.of(output.toString());
    } catch (IOException e) {
      return Optional.empty(); // the program can't be started
    }
  }

  /** Whether there is a program of that name. */
  static boolean isInstalled(String name) {
    return Stream.of(PATH.split(":"))
        .filter(folder -> folder.startsWith("/"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }

  /** All that a child process gets to know: where programs are, and a home that is empty. */
  static Map<String, String> environment(Path home) {
    return Map.of(
        "PATH",
        PATH,
        "HOME",
        home.toString(),
        "XDG_RUNTIME_DIR",
        home.toString(),
        "TMPDIR",
        home.toString(),
        "LANG",
        "C.UTF-8");
  }
}
