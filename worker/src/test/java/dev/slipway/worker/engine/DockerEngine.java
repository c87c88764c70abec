package dev.slipway.worker.engine;

import dev.slipway.worker.Requirements;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A Docker engine with BuildKit for one test class, on a socket and folder of its own. */
public final class DockerEngine implements AutoCloseable {

  private final Path folder;
  private final Process daemon;

  private DockerEngine(Path folder, Process daemon) {
    this.folder = folder;
    this.daemon = daemon;
  }

  /**
   * Starts one. It needs root.
   *
   * @param folder an empty folder with a short path, for a socket's has to be short
   * @param mirror of Docker Hub, {@code host:port} of a registry on plain HTTP
   */
  public static DockerEngine start(Path folder, String mirror) throws IOException {
    Requirements.root();
    Requirements.programs("dockerd", "docker");
    Process process =
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
                "--registry-mirror=http://" + mirror,
                "--insecure-registry=" + mirror)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    DockerEngine engine = new DockerEngine(folder, process);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> process.isAlive() && engine.tryRun(folder, "version") == 0);
    return engine;
  }

  /** For {@code DOCKER_HOST}. */
  public String host() {
    return "unix://" + folder.resolve("socket");
  }

  /** The docker command that has BuildKit; another of that name may stand before it on the PATH. */
  public static Path command() {
    Path debian = Path.of("/usr/bin/docker");
    return Files.isExecutable(debian) ? debian : Requirements.find("docker").orElseThrow();
  }

  /** Runs a docker command that has to succeed; what it printed. */
  public String run(Path where, String... arguments) throws IOException, InterruptedException {
    Path output = Files.createTempFile("docker", ".log");
    int exit = start(where, output, arguments).waitFor();
    String text = Files.readString(output, StandardCharsets.UTF_8);
    Files.delete(output);
    if (exit != 0) {
      throw new IOException("docker " + String.join(" ", arguments) + " failed: " + text);
    }
    return text;
  }

  private int tryRun(Path where, String... arguments) throws IOException, InterruptedException {
    return start(where, folder.resolve("probe.log"), arguments).waitFor();
  }

  private Process start(Path where, Path output, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(command().toString(), "--host=" + host()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(where.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder
        .environment()
        .putAll(Map.of("DOCKER_BUILDKIT", "1", "DOCKER_CONFIG", folder.resolve("cli").toString()));
    return builder.start();
  }

  /** Ends the daemon, and the containerd that it started. */
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
