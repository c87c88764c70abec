package dev.slipway.worker.engine.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.core.image.Digest;
import dev.slipway.core.net.AddressPolicy;
import dev.slipway.worker.engine.BuildFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RemoteFilesTest {

  private static final String TIME = "Fri, 02 Jan 2026 03:04:05 GMT";
  private static final String SHA_OF_A =
      "sha256:" + Digest.of("A".getBytes(StandardCharsets.UTF_8)).hex();

  @TempDir Path folder;

  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private String base;
  private volatile String content = "A";

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    base = "http://127.0.0.1:" + server.getAddress().getPort();
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String etag = "\"" + content.hashCode() + "\"";
    boolean same = etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
    requests.add(path + (same ? " same" : ""));
    byte[] body = content.getBytes(StandardCharsets.UTF_8);
    switch (path) {
      case "/moved" -> exchange.getResponseHeaders().add("Location", "/file");
      case "/circle" -> exchange.getResponseHeaders().add("Location", "/circle");
      case "/inside" -> exchange.getResponseHeaders().add("Location", "http://10.0.0.1/file");
      case "/elsewhere" -> exchange.getResponseHeaders().add("Location", "file:///etc/passwd");
      default -> {
        exchange.getResponseHeaders().add("ETag", etag);
        exchange.getResponseHeaders().add("Last-Modified", TIME);
      }
    }
    boolean redirects = exchange.getResponseHeaders().containsKey("Location");
    int status =
        redirects
            ? 302
            : path.equals("/gone") ? 404 : path.equals("/down") ? 503 : same ? 304 : 200;
    exchange.sendResponseHeaders(status, status == 200 ? body.length : -1);
    if (status == 200) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private RemoteFiles files(String allowed) {
    return new RemoteFiles(folder, AddressPolicy.parse(allowed), new TestingCopyConfig(false));
  }

  private RemoteFile fetch(String path) throws Exception {
    return files("127.0.0.1").fetch("one", base + path, null, true);
  }

  private String failure(String url, String checksum) {
    return String.valueOf(
        assertThrows(
                BuildFailedException.class,
                () -> files("127.0.0.1").fetch("one", url, checksum, true))
            .getMessage());
  }

  @Test
  void bringsAFileWithItsTime() throws Exception {
    RemoteFile file = fetch("/moved");

    assertEquals("A", Files.readString(file.file()));
    assertEquals(Instant.parse("2026-01-02T03:04:05Z"), file.modified());
    assertEquals(SHA_OF_A, file.digest().value());
    assertEquals(List.of("/moved", "/file"), requests);
  }

  @Test
  void asksWhetherAKnownFileIsStillGood() throws Exception {
    RemoteFile first = fetch("/file");
    RemoteFile again = fetch("/file");
    content = "B";
    RemoteFile changed = fetch("/file");

    assertEquals(first, again);
    assertEquals("B", Files.readString(changed.file()));
    assertEquals(List.of("/file", "/file same", "/file"), requests);
  }

  @Test
  void takesNothingKnownWithoutCacheAndNothingOfAnotherRepository() throws Exception {
    fetch("/file");
    files("127.0.0.1").fetch("one", base + "/file", null, false);
    files("127.0.0.1").fetch("two", base + "/file", null, true);

    assertEquals(List.of("/file", "/file", "/file"), requests);
  }

  @Test
  void checksTheChecksum() throws Exception {
    assertEquals(1, files("127.0.0.1").fetch("one", base + "/file", SHA_OF_A, true).size());
    assertTrue(
        failure(base + "/file", "sha256:" + "0".repeat(64))
            .contains("is not what --checksum says: it has " + SHA_OF_A));
    assertTrue(failure(base + "/file", "md5:abc").contains("is no checksum of a file"));
  }

  @Test
  void refusesAddressesThatAreNotAllowedAlsoBehindARedirect() {
    String message =
        String.valueOf(
            assertThrows(
                    BuildFailedException.class,
                    () -> files("").fetch("one", base + "/file", null, true))
                .getMessage());

    assertTrue(message.contains("leads to the non-public address 127.0.0.1"), message);
    assertTrue(requests.isEmpty());
    assertTrue(failure(base + "/inside", null).contains("non-public address 10.0.0.1"));
    assertTrue(failure(base + "/elsewhere", null).contains("http and https URLs"));
  }

  @Test
  void saysWhatAServerAnswered() {
    assertTrue(failure(base + "/gone", null).endsWith("/gone answered 404 and no file"));
    assertTrue(failure(base + "/circle", null).contains("redirected more than 10 times"));
    assertThrows(IOException.class, () -> fetch("/down"));
  }

  @Test
  void bringsNothingBeyondTheLimit() throws Exception {
    content = "x".repeat(1_001);

    assertTrue(failure(base + "/file", null).contains("is larger than 1000 bytes"));
    try (var left = Files.walk(folder)) {
      assertEquals(List.of(), left.filter(Files::isRegularFile).toList(), "nothing is left");
    }
  }

  @Test
  void keepsNoMoreThanItMay() throws Exception {
    for (String letter : List.of("a", "b", "c", "d")) {
      content = letter.repeat(900);
      fetch("/" + letter);
    }

    try (var kept = Files.walk(folder)) {
      long bytes = kept.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
      assertTrue(bytes <= 2_000, bytes + " bytes");
    }
  }

  @Test
  void aUrlHoldsNoCredentials() {
    assertTrue(failure("http://me:secret@127.0.0.1/x", null).contains("must not hold credentials"));
  }

  @Test
  void namesAFileByTheUrlsPath() {
    assertEquals("b.txt", RemoteFiles.name("https://example.com/a/b.txt?x=/y#z"));
    assertEquals("c d", RemoteFiles.name("https://example.com/a%2Fc%20d"));
    assertEquals("__unnamed__", RemoteFiles.name("https://example.com/"));
    assertEquals("__unnamed__", RemoteFiles.name("https://example.com/a/.."));
  }
}
