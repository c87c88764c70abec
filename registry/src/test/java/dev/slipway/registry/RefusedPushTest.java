package dev.slipway.registry;

import static dev.slipway.registry.Http.header;
import static dev.slipway.registry.Http.text;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.image.Digest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pushes that must not come to anything. */
@QuarkusTest
@QuarkusTestResource(RegistryResource.class)
class RefusedPushTest {

  private static final String REPOSITORY = "public/team/refused";
  private static final String UPLOADS = "/v2/" + REPOSITORY + "/blobs/uploads/";

  @TestHTTPResource("/")
  URI base;

  @Inject RegistryConfig config;

  private Http build;

  @BeforeEach
  void signIn() {
    build = Http.build(base, REPOSITORY);
  }

  @Test
  void aWrongDigestIsRefusedAndLeavesNothing() {
    byte[] content = bytes("not what was promised");
    Digest promised = Digest.of(bytes("something else"));
    String location = start();

    HttpResponse<byte[]> refused = build.send("PUT", location + "?digest=" + promised, content);

    assertEquals(400, refused.statusCode());
    assertTrue(text(refused).contains("\"code\":\"DIGEST_INVALID\""), text(refused));
    assertEquals(404, build.send("GET", location).statusCode());
    assertEquals(404, build.send("HEAD", blob(promised)).statusCode());
    assertEquals(404, build.send("HEAD", blob(Digest.of(content))).statusCode());
    assertEquals(400, build.send("POST", UPLOADS + "?digest=" + promised, content).statusCode());
    assertEquals(400, build.send("POST", UPLOADS + "?digest=sha512:00", content).statusCode());
    assertEquals(400, build.send("PUT", start(), content).statusCode());
  }

  @Test
  void namesThatLeaveTheFolderAreRefused() {
    Digest digest = Digest.of(new byte[0]);
    for (String name :
        new String[] {
          "..%2f..%2fetc", "%2e%2e/%2e%2e", "a/..%2f..%2fb", "a%00b", "_blobs", "A/b", "a//b"
        }) {
      int status = build.send("HEAD", "/v2/" + name + "/blobs/" + digest).statusCode();
      assertTrue(status == 400 || status == 404, name + " gave " + status);
      status = build.send("POST", "/v2/" + name + "/blobs/uploads/").statusCode();
      assertTrue(status >= 400 && status < 500, name + " gave " + status);
    }
    assertEquals(
        400, build.send("GET", "/v2/" + REPOSITORY + "/blobs/sha256:..%2f..").statusCode());
  }

  @Test
  void aBlobOverTheLimitIsRefusedWhileItStreams() {
    String location = start();

    HttpResponse<byte[]> refused =
        build.send(
            "PATCH",
            location,
            BodyPublishers.ofInputStream(() -> new Zeros(RegistryResource.MAX_BLOB_BYTES + 1)));

    assertEquals(413, refused.statusCode());
    assertNotEquals(202, build.send("GET", location).statusCode());
  }

  @Test
  void aClientThatVanishesInTheMiddleLeavesNothing() throws IOException {
    String repository = "public/vanished";
    byte[] whole = bytes("only half of it comes");
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      String head =
          "POST /v2/%s/blobs/uploads/?digest=%s HTTP/1.1\r\nHost: registry\r\n"
                  .formatted(repository, Digest.of(whole))
              + "Authorization: Bearer %s\r\nContent-Length: %d\r\n\r\n"
                  .formatted(Http.token(repository), whole.length);
      socket.getOutputStream().write(bytes(head + "only half"));
      Path uploads =
          config.directory().resolve("repositories").resolve(repository).resolve("_uploads");
      await().until(() -> Files.exists(uploads) && !isEmpty(uploads));
      socket.close();

      await().until(() -> isEmpty(uploads));
    }
    assertEquals(
        404, build.send("HEAD", "/v2/" + repository + "/blobs/" + Digest.of(whole)).statusCode());
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  private String start() {
    HttpResponse<byte[]> started = build.send("POST", UPLOADS);
    assertEquals(202, started.statusCode(), text(started));
    assertEquals("0-0", header(started, "Range"));
    return header(started, "Location");
  }

  private static String blob(Digest digest) {
    return "/v2/" + REPOSITORY + "/blobs/" + digest;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
