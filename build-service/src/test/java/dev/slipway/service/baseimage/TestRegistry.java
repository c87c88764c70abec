package dev.slipway.service.baseimage;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.core.image.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Debian's {@code docker-registry} on a free port, and pushes to it by plain HTTP. */
public final class TestRegistry implements AutoCloseable {

  public static final String USER = "reader";
  public static final String PASSWORD = "correct horse";

  private static final String BINARY = "/usr/bin/docker-registry";
  private static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
  private static final String INDEX = "application/vnd.docker.distribution.manifest.list.v2+json";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path folder;
  private final int port;
  private final Process process;

  private TestRegistry(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /** Whether it is installed. */
  public static boolean isInstalled() {
    return Files.isExecutable(Path.of(BINARY));
  }

  /** Skips the test where it isn't installed, unless {@code CI=true} wants everything tested. */
  public static void assumeInstalled() {
    if (!"true".equals(System.getenv("CI"))) {
      assumeTrue(isInstalled(), "install Debian's docker-registry package to run this");
    }
  }

  /** Starts one that asks for a password, or for none. */
  public static TestRegistry start(boolean passwordProtected) throws Exception {
    Path folder = Files.createTempDirectory("registry");
    int port = freePort();
    String config =
        """
        version: 0.1
        log: {level: error}
        storage:
          filesystem: {rootdirectory: %s}
          delete: {enabled: true}
        http: {addr: 127.0.0.1:%d}
        """
            .formatted(folder.resolve("data"), port);
    if (passwordProtected) {
      run("htpasswd", "-Bbc", folder.resolve("htpasswd").toString(), USER, PASSWORD);
      config +=
          "auth:\n  htpasswd: {realm: test, path: %s}\n".formatted(folder.resolve("htpasswd"));
    }
    Files.writeString(folder.resolve("config.yml"), config);
    Process process =
        new ProcessBuilder(BINARY, "serve", folder.resolve("config.yml").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    TestRegistry registry = new TestRegistry(folder, port, process);
    Awaitility.await().atMost(30, TimeUnit.SECONDS).until(registry::answers);
    return registry;
  }

  /** {@code 127.0.0.1:port}. */
  public String host() {
    return "127.0.0.1:" + port;
  }

  /** Pushes an image that is different for each content, and returns its digest. */
  public Digest push(String repository, String tag, String content) {
    Digest blob = pushBlob(repository, content);
    String part = "\"size\":" + content.length() + ",\"digest\":\"" + blob + "\"}";
    String manifest =
        "{\"schemaVersion\":2,\"mediaType\":\""
            + MANIFEST
            + "\",\"config\":{\"mediaType\":\"application/vnd.docker.container.image.v1+json\","
            + part
            + ",\"layers\":[{\"mediaType\":\"application/vnd.docker.image.rootfs.diff.tar.gzip\","
            + part
            + "]}";
    return pushManifest(repository, tag, MANIFEST, manifest);
  }

  /** Pushes an image for two platforms, and returns its index's digest. */
  public Digest pushIndex(String repository, String tag, String content) {
    String entries =
        Stream.of("amd64", "arm64")
            .map(
                architecture -> {
                  Digest digest = push(repository, architecture, content + architecture);
                  String manifest = get(repository, digest.value());
                  return "{\"mediaType\":\""
                      + MANIFEST
                      + "\",\"size\":"
                      + manifest.length()
                      + ",\"digest\":\""
                      + digest
                      + "\",\"platform\":{\"os\":\"linux\",\"architecture\":\""
                      + architecture
                      + "\"}}";
                })
            .reduce((one, other) -> one + "," + other)
            .orElseThrow();
    return pushManifest(
        repository,
        tag,
        INDEX,
        "{\"schemaVersion\":2,\"mediaType\":\"" + INDEX + "\",\"manifests\":[" + entries + "]}");
  }

  /** A manifest's bytes. */
  public long size(String repository, Digest digest) {
    return get(repository, digest.value()).length();
  }

  /** Deletes a manifest. */
  public void delete(String repository, Digest digest) {
    send(request("/v2/" + repository + "/manifests/" + digest).DELETE(), 202);
  }

  /** Makes the disk give something else for a blob, of the same length. */
  public void corrupt(Digest digest) throws IOException {
    Path blob =
        folder
            .resolve("data/docker/registry/v2/blobs/sha256")
            .resolve(digest.hex().substring(0, 2))
            .resolve(digest.hex())
            .resolve("data");
    byte[] content = Files.readAllBytes(blob);
    content[content.length / 2] ^= 1;
    Files.write(blob, content);
  }

  private String get(String repository, String reference) {
    return send(
            request("/v2/" + repository + "/manifests/" + reference)
                .header("Accept", MANIFEST + ", application/vnd.oci.image.manifest.v1+json")
                .GET(),
            200)
        .body();
  }

  /** Pushes a blob of ASCII characters. */
  public Digest pushBlob(String repository, String content) {
    Digest digest = Digest.of(content.getBytes(StandardCharsets.UTF_8));
    String location =
        send(request("/v2/" + repository + "/blobs/uploads/").POST(BodyPublishers.noBody()), 202)
            .headers()
            .firstValue("Location")
            .orElseThrow();
    URI upload = URI.create(location + (location.contains("?") ? "&" : "?") + "digest=" + digest);
    send(
        authorized(HttpRequest.newBuilder(upload))
            .header("Content-Type", "application/octet-stream")
            .PUT(BodyPublishers.ofString(content)),
        201);
    return digest;
  }

  /** Pushes a manifest or index. */
  public Digest pushManifest(String repository, String tag, String type, String manifest) {
    send(
        request("/v2/" + repository + "/manifests/" + tag)
            .header("Content-Type", type)
            .PUT(BodyPublishers.ofString(manifest)),
        201);
    return Digest.of(manifest.getBytes(StandardCharsets.UTF_8));
  }

  private HttpRequest.Builder request(String path) {
    return authorized(HttpRequest.newBuilder(URI.create("http://" + host() + path)));
  }

  private static HttpRequest.Builder authorized(HttpRequest.Builder request) {
    String login = USER + ":" + PASSWORD;
    return request.header(
        "Authorization",
        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request, int expected) {
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != expected) {
        throw new IllegalStateException(response.statusCode() + " " + response.body());
      }
      return response;
    } catch (IOException e) {
      throw new IllegalStateException("the registry did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private boolean answers() {
    try {
      return send(request("/v2/").GET(), 200).statusCode() == 200;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process running = new ProcessBuilder(command).redirectErrorStream(true).start();
    byte[] output = running.getInputStream().readAllBytes();
    if (running.waitFor() != 0) {
      throw new IOException(new String(output, StandardCharsets.UTF_8));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    process.waitFor();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
