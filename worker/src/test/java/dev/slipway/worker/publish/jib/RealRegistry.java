package dev.slipway.worker.publish.jib;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Debian's {@code docker-registry} on a free port, for the tests of one class. Without it the class
 * is skipped, or fails where {@code CI=true} wants everything tested.
 */
final class RealRegistry implements BeforeAllCallback, AfterAllCallback {

  static final String USER = "builder";
  static final String PASSWORD = "correct horse";

  private static final String BINARY = "/usr/bin/docker-registry";

  private final boolean passwordProtected;
  private @Nullable Path folder;
  private @Nullable Process process;
  private int port;

  private RealRegistry(boolean passwordProtected) {
    this.passwordProtected = passwordProtected;
  }

  static RealRegistry open() {
    return new RealRegistry(false);
  }

  static RealRegistry withPassword() {
    return new RealRegistry(true);
  }

  /** {@code 127.0.0.1:port}. */
  String host() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    boolean installed = Files.isExecutable(Path.of(BINARY));
    if (!"true".equals(System.getenv("CI"))) {
      assumeTrue(installed, "install Debian's docker-registry package to run this");
    }
    port = freePort();
    folder = Files.createTempDirectory("registry");
    Files.writeString(folder.resolve("config.yml"), config(folder));
    if (passwordProtected) {
      run("htpasswd", "-Bbc", folder.resolve("htpasswd").toString(), USER, PASSWORD);
    }
    process =
        new ProcessBuilder(BINARY, "serve", folder.resolve("config.yml").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    Awaitility.await().atMost(30, TimeUnit.SECONDS).until(this::answers);
  }

  private String config(Path directory) {
    String config =
        """
        version: 0.1
        log: {level: info}
        storage:
          filesystem: {rootdirectory: %s}
        http: {addr: 127.0.0.1:%d}
        """
            .formatted(directory.resolve("data"), port);
    return passwordProtected
        ? config
            + "auth:\n  htpasswd: {realm: test, path: %s}\n"
                .formatted(directory.resolve("htpasswd"))
        : config;
  }

  private boolean answers() {
    try {
      return get("/v2/").statusCode() < 500;
    } catch (IOException e) {
      return false;
    }
  }

  /** Asks the registry without any of the code under test. */
  HttpResponse<String> get(String path) throws IOException {
    String basic =
        Base64.getEncoder()
            .encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create("http://" + host() + path))
                  .header("Authorization", "Basic " + basic)
                  .header("Accept", "application/vnd.oci.image.manifest.v1+json")
                  .header("Accept", "application/vnd.oci.image.index.v1+json")
                  .build(),
              HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    if (process.waitFor() != 0) {
      throw new IOException(
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    if (process != null) {
      process.destroy();
      process.waitFor();
    }
    if (folder != null) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
