package dev.slipway.worker.engine.buildkit;

import dev.slipway.worker.engine.DockerEngine;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Debian's docker-registry on a free port. */
final class TestingRegistry implements AutoCloseable {

  private final Process process;
  private final String host;

  private TestingRegistry(Process process, String host) {
    this.process = process;
    this.host = host;
  }

  /** One for everybody. */
  static TestingRegistry start(Path folder) throws Exception {
    return start(folder, "");
  }

  /** One for those who know. */
  static TestingRegistry withPassword(Path folder, String user, String password) throws Exception {
    Path users = Files.createDirectories(folder).resolve("htpasswd");
    new ProcessBuilder("htpasswd", "-Bbc", users.toString(), user, password).start().waitFor();
    return start(folder, "auth: {htpasswd: {realm: test, path: " + users + "}}\n");
  }

  private static TestingRegistry start(Path folder, String more) throws Exception {
    int port = freePort();
    Path config =
        Files.writeString(
            Files.createDirectories(folder).resolve("registry.yml"),
            String.join(
                "\n",
                "version: 0.1",
                "storage: {filesystem: {rootdirectory: " + folder.resolve("registry") + "}}",
                "http: {addr: 127.0.0.1:" + port + "}",
                more));
    Process process =
        new ProcessBuilder("docker-registry", "serve", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("registry.log").toFile())
            .start();
    Awaitility.await().ignoreException(ConnectException.class).until(() -> answers(port));
    return new TestingRegistry(process, "127.0.0.1:" + port);
  }

  String host() {
    return host;
  }

  /** Builds a small base with a shell and pushes it. */
  void pushBusybox(DockerEngine docker, Path folder, String repository) throws Exception {
    Path context = Files.createDirectories(folder.resolve("busybox"));
    if (!Files.exists(context.resolve("busybox"))) {
      Files.copy(Path.of("/bin/busybox"), context.resolve("busybox"));
    }
    List<String> lines = new ArrayList<>(List.of("FROM scratch"));
    for (String applet : List.of("sh", "cat", "id", "tr", "true", "echo", "sleep", "printf")) {
      lines.add("COPY busybox /bin/" + applet);
    }
    lines.add("CMD [\"sh\"]");
    Files.write(context.resolve("Dockerfile"), lines);
    String image = host + "/" + repository;
    docker.run(folder, "build", "--tag=" + image, context.toString());
    docker.run(folder, "push", image);
    docker.run(folder, "image", "rm", image);
  }

  private static boolean answers(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
