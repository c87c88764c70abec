package dev.slipway.e2e.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Debian's {@code docker-registry}, on a free port and plain HTTP, with or without a password. */
public final class DockerRegistry implements AutoCloseable {

  private final Process process;
  private final int port;

  private DockerRegistry(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** A registry for everybody. */
  public static DockerRegistry open(Path folder) throws IOException {
    return start(folder, Optional.empty());
  }

  /** A registry for one user. */
  public static DockerRegistry withPassword(Path folder, String user, String password)
      throws IOException {
    Files.createDirectories(folder);
    Commands.run(folder, "htpasswd", "-Bbc", "htpasswd", user, password);
    return start(folder, Optional.of(folder.resolve("htpasswd")));
  }

  private static DockerRegistry start(Path folder, Optional<Path> htpasswd) throws IOException {
    Files.createDirectories(folder);
    int port = Ports.free();
    String auth =
        htpasswd.map(file -> "auth: {htpasswd: {realm: test, path: " + file + "}}\n").orElse("");
    Files.writeString(
        folder.resolve("config.yml"),
        """
        version: 0.1
        log: {level: warn}
        storage: {filesystem: {rootdirectory: %s}, delete: {enabled: true}}
        http: {addr: "127.0.0.1:%d", relativeurls: true}
        %s"""
            .formatted(folder.resolve("data"), port, auth));
    Process process =
        new ProcessBuilder("docker-registry", "serve", folder.resolve("config.yml").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("registry.log").toFile())
            .start();
    Ports.awaitListener(port);
    return new DockerRegistry(process, port);
  }

  /** {@code 127.0.0.1:port}. */
  public String host() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
