package dev.slipway.worker.engine.buildah;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Debian's docker-registry on a free port, with a busybox in it. */
public final class LocalRegistry implements AutoCloseable {

  private final Process process;
  private final String host;

  private LocalRegistry(Process process, String host) {
    this.process = process;
    this.host = host;
  }

  /** One for everybody, with nothing in it. */
  public static LocalRegistry empty(Path folder) throws Exception {
    return start(folder, "");
  }

  /** One for everybody, with {@code library/busybox} in it. */
  static LocalRegistry start(Path folder) throws Exception {
    LocalRegistry registry = start(folder, "");
    registry.pushBusybox(folder);
    return registry;
  }

  /** One for those who know, with {@code team/base} in it. */
  static LocalRegistry withPassword(Path folder, String user, String password) throws Exception {
    Path users = folder.resolve("htpasswd");
    run("htpasswd", "-Bbc", users.toString(), user, password);
    LocalRegistry registry =
        start(folder, "auth: {htpasswd: {realm: test, path: " + users + "}}\n");
    Path context = busybox(folder);
    String image = registry.host + "/team/base:latest";
    buildah(folder, "build-using-dockerfile", "--format=docker", "-t", image, context.toString());
    buildah(
        folder,
        "push",
        "--tls-verify=false",
        "--creds=" + user + ":" + password,
        image,
        "docker://" + image);
    return registry;
  }

  private static LocalRegistry start(Path folder, String more) throws Exception {
    int port = freePort();
    String host = "127.0.0.1:" + port;
    Path config =
        Files.writeString(
            Files.createDirectories(folder).resolve("registry.yml"),
            String.join(
                "\n",
                "version: 0.1",
                "storage: {filesystem: {rootdirectory: " + folder.resolve("registry") + "}}",
                "http: {addr: " + host + "}",
                more));
    Process process =
        new ProcessBuilder("docker-registry", "serve", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("registry.log").toFile())
            .start();
    LocalRegistry registry = new LocalRegistry(process, host);
    Awaitility.await().ignoreException(ConnectException.class).until(() -> answers(port));
    return registry;
  }

  public String host() {
    return host;
  }

  /** The digest of a repository's latest image, asked for without any of the code under test. */
  String digest(String repository) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://" + host + "/v2/" + repository + "/manifests/latest"))
            .header("Accept", "application/vnd.docker.distribution.manifest.v2+json")
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .headers()
        .firstValue("Docker-Content-Digest")
        .orElseThrow();
  }

  private void pushBusybox(Path folder) throws Exception {
    Path context = busybox(folder);
    String image = host + "/library/busybox:latest";
    buildah(folder, "build-using-dockerfile", "--format=docker", "-t", image, context.toString());
    buildah(folder, "push", "--tls-verify=false", image, "docker://" + image);
  }

  private static Path busybox(Path folder) throws IOException {
    Path context = Files.createDirectories(folder.resolve("busybox"));
    Files.copy(Path.of("/bin/busybox"), context.resolve("busybox"));
    List<String> lines = new ArrayList<>();
    lines.add("FROM scratch");
    for (String applet :
        List.of(
            "sh", "cat", "id", "tr", "true", "echo", "sleep", "printf", "dd", "ls", "grep", "nc",
            "setsid", "seq", "tail")) {
      lines.add("COPY busybox /bin/" + applet);
    }
    lines.add("CMD [\"sh\"]");
    Files.write(context.resolve("Dockerfile"), lines);
    return context;
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
    run(command.toArray(new String[0]));
  }

  private static void run(String... command) throws IOException, InterruptedException {
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
