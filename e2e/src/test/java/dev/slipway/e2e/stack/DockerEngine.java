package dev.slipway.e2e.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Docker engine of one's own, on a socket and folder of its own; it needs root. */
public final class DockerEngine implements AutoCloseable {

  private final Path folder;
  private final Process daemon;

  private DockerEngine(Path folder, Process daemon) {
    this.folder = folder;
    this.daemon = daemon;
  }

  /**
   * Starts one.
   *
   * @param folder with a short path, for a socket's has to be short
   * @param registry {@code host:port} on plain HTTP, which is a mirror of Docker Hub too
   */
  public static DockerEngine start(Path folder, String registry) throws IOException {
    Requirements.root();
    Files.createDirectories(folder);
    Process daemon =
        new ProcessBuilder(
                Requirements.find("dockerd").orElseThrow().toString(),
                "--iptables=false",
                "--ip6tables=false",
                "--bridge=none",
                "--ip-forward=false",
                "--ip-masq=false",
                "--userland-proxy=false",
                "--storage-driver=overlay2",
                "--data-root=" + folder.resolve("data"),
                "--exec-root=" + folder.resolve("exec"),
                "--pidfile=" + folder.resolve("pid"),
                "--host=unix://" + folder.resolve("socket"),
                "--registry-mirror=http://" + registry,
                "--insecure-registry=" + registry)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    DockerEngine engine = new DockerEngine(folder, daemon);
    Await.until(
        "the Docker engine answers",
        Duration.ofSeconds(60),
        () -> daemon.isAlive() && Files.exists(folder.resolve("socket")) && engine.answers());
    return engine;
  }

  /** For DOCKER_HOST. */
  public String host() {
    return "unix://" + folder.resolve("socket");
  }

  /** The command that has BuildKit; another of that name may stand before it on the PATH. */
  public static String command() {
    Path debian = Path.of("/usr/bin/docker");
    return Files.isExecutable(debian) ? debian.toString() : "docker";
  }

  /** Runs a docker command that has to succeed; what it printed. */
  public String run(Path where, String... arguments) {
    List<String> command = new ArrayList<>(List.of(command(), "--host=" + host()));
    command.addAll(List.of(arguments));
    return Commands.run(
        where,
        Map.of("DOCKER_BUILDKIT", "1", "DOCKER_CONFIG", folder.resolve("cli").toString()),
        command.toArray(String[]::new));
  }

  /** Removes all images and all of the builder's cache. */
  public void forgetEverything() {
    run(folder, "builder", "prune", "--all", "--force");
    run(folder, "image", "prune", "--all", "--force");
  }

  private boolean answers() {
    try {
      run(folder, "version");
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  @Override
  public void close() throws InterruptedException {
    List<ProcessHandle> children;
    try (Stream<ProcessHandle> descendants = daemon.descendants()) {
      children = descendants.toList();
    }
    daemon.destroy();
    if (!daemon.waitFor(20, TimeUnit.SECONDS)) {
      daemon.destroyForcibly();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
