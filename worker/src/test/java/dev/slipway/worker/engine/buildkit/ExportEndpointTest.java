package dev.slipway.worker.engine.buildkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.image.Digest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExportEndpointTest {

  private static final String REPOSITORY = "slipway/one";
  private static final byte[] LAYER = "a layer".getBytes(StandardCharsets.UTF_8);
  private static final byte[] CONFIG =
      "{\"rootfs\":{\"diff_ids\":[\"sha256:1\"]},\"history\":[{\"created_by\":\"RUN |1 T=abc x\"}]}"
          .getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;
  private final ExportEndpoint endpoint = new ExportEndpoint(new SecureRandom());
  private final HttpClient client = HttpClient.newHttpClient();
  private ImageExport export;
  private String host;

  @BeforeEach
  void begin() throws IOException {
    host = endpoint.host();
    export = endpoint.begin(REPOSITORY, new ExportedBlobs(folder.resolve("layers")), null);
  }

  @AfterEach
  void close() throws IOException {
    endpoint.close();
  }

  @Test
  void takesAnImageAndKeepsItsLayersOnly() throws Exception {
    push(LAYER);
    push(CONFIG);
    assertEquals(201, putManifest(manifest(CONFIG, LAYER)).statusCode());

    ExportedImage image = ExportedImage.of(export, List.of("abc"));
    endpoint.end(export);

    try (var layer = image.blobs().get(1).content().open()) {
      assertEquals("a layer", new String(layer.readAllBytes(), StandardCharsets.UTF_8));
    }
    try (var config = image.blobs().get(0).content().open()) {
      String text = new String(config.readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(text.contains("RUN |1 T=*** x"), text);
    }
    assertEquals(List.of(Digest.of(LAYER).hex()), files());
  }

  @Test
  void takesTheImageOfAnIndexAndNotItsAttestation() throws Exception {
    push(LAYER);
    push(CONFIG);
    byte[] manifest = manifest(CONFIG, LAYER);
    byte[] attestation = manifest(LAYER, CONFIG);
    putManifest(manifest);
    putManifest(attestation);
    String index =
        "{\"manifests\":[{\"digest\":\"%s\",\"platform\":{\"os\":\"unknown\"}},"
            + "{\"digest\":\"%s\",\"platform\":{\"os\":\"linux\"}}]}";
    putManifest(
        String.format(index, Digest.of(attestation), Digest.of(manifest))
            .getBytes(StandardCharsets.UTF_8));

    ExportedImage image = ExportedImage.of(export, List.of());

    assertEquals(Digest.of(CONFIG), image.blobs().get(0).digest());
  }

  @Test
  void asksForNoLayerThatIsThere() throws Exception {
    push(LAYER);
    push(CONFIG);
    putManifest(manifest(CONFIG, LAYER));
    ExportedImage.of(export, List.of());
    endpoint.end(export);

    export = endpoint.begin(REPOSITORY, new ExportedBlobs(folder.resolve("layers")), null);

    HttpResponse<Void> known = head("blobs/" + Digest.of(LAYER));
    assertEquals(200, known.statusCode());
    assertEquals("7", known.headers().firstValue("Content-Length").orElse(""));
    assertEquals(404, head("blobs/" + Digest.of(CONFIG)).statusCode(), "may hold secrets");
  }

  @Test
  void letsNobodyInWithoutTheExportsLogin() throws Exception {
    URI ping = URI.create("http://" + host + "/v2/");
    HttpRequest anonymous = HttpRequest.newBuilder(ping).build();
    HttpRequest wrong =
        HttpRequest.newBuilder(ping).header("Authorization", basic(export.user(), "wrong")).build();
    HttpRequest malformed =
        HttpRequest.newBuilder(ping).header("Authorization", "Basic ???").build();

    for (HttpRequest request : List.of(anonymous, wrong, malformed)) {
      assertEquals(401, client.send(request, BodyHandlers.discarding()).statusCode());
    }
    assertFalse(export.reached());
    assertEquals(404, head("../other/blobs/" + Digest.of(LAYER)).statusCode());
    endpoint.end(export);
    assertEquals(401, head("blobs/" + Digest.of(LAYER)).statusCode(), "the login was for once");
  }

  @Test
  void refusesABlobThatIsNotWhatItIsSaidToBe() throws Exception {
    String upload = start();

    assertEquals(400, put(upload + "?digest=" + Digest.of(CONFIG), LAYER).statusCode());
    assertEquals(404, put(upload + "?digest=" + Digest.of(LAYER), LAYER).statusCode());
    endpoint.end(export);
    assertEquals(List.of(), files());
  }

  @Test
  void saysThatAnImageDoesNotFitTogether() throws Exception {
    push(CONFIG);
    putManifest(manifest(CONFIG));

    IOException failure =
        assertThrows(IOException.class, () -> ExportedImage.of(export, List.of()));

    assertEquals(
        "The Docker engine has sent 0 layers for a configuration that names 1",
        failure.getMessage());
  }

  @Test
  void turnsTlsAwayAtOnce() throws Exception {
    String[] parts = host.split(":");
    try (Socket socket = new Socket(parts[0], Integer.parseInt(parts[1]))) {
      socket.setSoTimeout(5_000); // a server that waits would make this fail
      socket.getOutputStream().write(new byte[] {0x16, 3, 1, 0, 100});
      assertEquals(-1, socket.getInputStream().read());
    }
  }

  private void push(byte[] blob) throws Exception {
    assertEquals(201, put(start() + "?digest=" + Digest.of(blob), blob).statusCode());
  }

  private String start() throws Exception {
    HttpResponse<Void> started =
        send(request("blobs/uploads/").POST(BodyPublishers.noBody()).build());
    assertEquals(202, started.statusCode());
    return started.headers().firstValue("Location").orElseThrow();
  }

  private HttpResponse<Void> put(String location, byte[] blob) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create("http://" + host + location))
            .header("Authorization", basic(export.user(), export.password()))
            .PUT(BodyPublishers.ofByteArray(blob))
            .build());
  }

  private HttpResponse<Void> putManifest(byte[] manifest) throws Exception {
    return send(request("manifests/tag").PUT(BodyPublishers.ofByteArray(manifest)).build());
  }

  private static byte[] manifest(byte[] config, byte[]... layers) {
    StringBuilder text =
        new StringBuilder("{\"config\":{\"digest\":\"" + Digest.of(config) + "\"},\"layers\":[");
    for (byte[] layer : layers) {
      text.append("{\"mediaType\":\"application/vnd.docker.image.rootfs.diff.tar.gzip\",\"size\":");
      text.append(layer.length).append(",\"digest\":\"").append(Digest.of(layer)).append("\"}");
    }
    return text.append("]}").toString().getBytes(StandardCharsets.UTF_8);
  }

  private HttpResponse<Void> head(String path) throws Exception {
    return send(request(path).method("HEAD", BodyPublishers.noBody()).build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://" + host + "/v2/" + REPOSITORY + "/" + path))
        .header("Authorization", basic(export.user(), export.password()));
  }

  private HttpResponse<Void> send(HttpRequest request) throws Exception {
    return client.send(request, BodyHandlers.discarding());
  }

  private static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("layers"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
