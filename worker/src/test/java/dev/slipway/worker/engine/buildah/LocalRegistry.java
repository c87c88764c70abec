package dev.slipway.worker.engine.buildah;

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

/** Debian's docker-registry on a free port, with a busybox in it. */
final class LocalRegistry implements AutoCloseable {

  private final Process process;
  private final String host;

  private LocalRegistry(Process process, String host) {
    this.process = process;
    this.host = host;
  }

  static LocalRegistry start(Path folder) throws Exception {
    int port = freePort();
    String host = "127.0.0.1:" + port;
    Path config =
        Files.writeString(
            folder.resolve("registry.yml"),
            String.join(
                "\n",
                "version: 0.1",
                "storage: {filesystem: {rootdirectory: " + folder.resolve("registry") + "}}",
                "http: {addr: " + host + "}",
                ""));
    Process process =
        new ProcessBuilder("docker-registry", "serve", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("registry.log").toFile())
            .start();
    LocalRegistry registry = new LocalRegistry(process, host);
    Awaitility.await().ignoreException(ConnectException.class).until(() -> answers(port));
    registry.pushBusybox(folder);
    return registry;
  }

  String host() {
    return host;
  }

  private void pushBusybox(Path folder) throws Exception {
    Path context = Files.createDirectories(folder.resolve("busybox"));
    Files.copy(Path.of("/bin/busybox"), context.resolve("busybox"));
    List<String> lines = new ArrayList<>();
    lines.add("FROM scratch");
    for (String applet : List.of("sh", "cat", "id", "tr", "true", "echo", "sleep", "printf")) {
      lines.add("COPY busybox /bin/" + applet);
    }
    lines.add("CMD [\"sh\"]");
    Files.write(context.resolve("Dockerfile"), lines);
    String image = host + "/library/busybox:latest";
    buildah(folder, "build-using-dockerfile", "--format=docker", "-t", image, context.toString());
    buildah(folder, "push", "--tls-verify=false", image, "docker://" + image);
  }

  private static void buildah(Path folder, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "buildah",
                "--root=" + folder.resolve("root"),
                "--runroot=" + folder.resolve("run"),
                "--storage-driver=vfs"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), "UTF-8");
    if (process.waitFor() != 0) {
      throw new IOException(output);
    }
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
  public void close() {
    process.destroy();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
