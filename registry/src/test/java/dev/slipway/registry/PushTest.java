package dev.slipway.registry;

import static dev.slipway.registry.Http.header;
import static dev.slipway.registry.Http.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.image.Digest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegistryResource.class)
class PushTest {

  private static final String REPOSITORY = "public/team/deep/push";
  private static final String UPLOADS = "/v2/" + REPOSITORY + "/blobs/uploads/";

  @TestHTTPResource("/")
  URI base;

  private Http build;

  @BeforeEach
  void signIn() {
    build = Http.build(base, REPOSITORY);
  }

  @Test
  void aBlobIsPushedInOneRequest() {
    byte[] content = bytes("monolithic");
    HttpResponse<byte[]> pushed =
        build.send("POST", UPLOADS + "?digest=" + Digest.of(content), content);

    assertEquals(201, pushed.statusCode(), text(pushed));
    assertEquals(Digest.of(content).value(), header(pushed, "Docker-Content-Digest"));
    assertEquals("registry/2.0", header(pushed, "Docker-Distribution-API-Version"));
    assertArrayEquals(content, build.send("GET", header(pushed, "Location")).body());
  }

  @Test
  void aBlobIsPushedByPostThenPut() {
    byte[] content = bytes("post then put");
    String location = start();
    HttpResponse<byte[]> pushed =
        build.send("PUT", location + "?digest=" + Digest.of(content), content);

    assertEquals(201, pushed.statusCode(), text(pushed));
    assertArrayEquals(content, build.send("GET", header(pushed, "Location")).body());
  }

  @Test
  void aBlobIsPushedInChunks() {
    String location = start();
    HttpResponse<byte[]> first =
        build.send("PATCH", location, bytes("first,"), "Content-Range", "0-5");
    assertEquals(202, first.statusCode(), text(first));
    assertEquals("0-5", header(first, "Range"));
    HttpResponse<byte[]> status = build.send("GET", header(first, "Location"));
    assertEquals(204, status.statusCode());
    assertEquals("0-5", header(status, "Range"));
    HttpResponse<byte[]> second =
        build.send("PATCH", header(first, "Location"), bytes("second"), "Content-Range", "6-11");
    assertEquals("0-11", header(second, "Range"));

    byte[] whole = bytes("first,second,last");
    HttpResponse<byte[]> pushed =
        build.send(
            "PUT",
            header(second, "Location") + "?digest=" + Digest.of(whole),
            bytes(",last"),
            "Content-Range",
            "12-16");

    assertEquals(201, pushed.statusCode(), text(pushed));
    assertArrayEquals(whole, build.send("GET", header(pushed, "Location")).body());
  }

  @Test
  void aChunkOutOfOrderIsRefusedWithTheRightPlace() {
    String location = start();
    build.send("PATCH", location, bytes("0123456789"));

    HttpResponse<byte[]> gap =
        build.send("PATCH", location, bytes("abc"), "Content-Range", "11-13");
    HttpResponse<byte[]> again =
        build.send("PATCH", location, bytes("abc"), "Content-Range", "0-2");
    HttpResponse<byte[]> malformed =
        build.send("PATCH", location, bytes("abc"), "Content-Range", "bytes */3");

    assertEquals(416, gap.statusCode());
    assertEquals("0-9", header(gap, "Range"));
    assertEquals(location, header(gap, "Location"));
    assertTrue(text(gap).contains("the next one begins at byte 10"), text(gap));
    assertEquals(416, again.statusCode());
    assertEquals(416, malformed.statusCode());
    assertEquals(
        202, build.send("PATCH", location, bytes("abc"), "Content-Range", "10-12").statusCode());
  }

  @Test
  void aChunkShorterThanItsRangeIsTakenBack() {
    String location = start();
    HttpResponse<byte[]> refused =
        build.send("PATCH", location, bytes("abc"), "Content-Range", "0-9");
    assertEquals(400, refused.statusCode());
    assertTrue(text(refused).contains("SIZE_INVALID"), text(refused));

    byte[] content = bytes("right");
    build.send("PATCH", location, content, "Content-Range", "0-4");
    assertEquals(201, build.send("PUT", location + "?digest=" + Digest.of(content)).statusCode());
  }

  @Test
  void aCancelledUploadIsGone() {
    String location = start();
    build.send("PATCH", location, bytes("half"));

    assertEquals(204, build.send("DELETE", location).statusCode());

    HttpResponse<byte[]> after = build.send("PATCH", location, bytes("rest"));
    assertEquals(404, after.statusCode());
    assertTrue(text(after).contains("BLOB_UPLOAD_UNKNOWN"), text(after));
    assertEquals(404, build.send("DELETE", location).statusCode());
  }

  @Test
  void anUploadIsUnknownInAnotherRepository() {
    String location = start();
    String elsewhere = location.replace(REPOSITORY, "public/other");

    assertEquals(404, Http.build(base, "public/other").send("GET", elsewhere).statusCode());
    assertEquals(404, build.send("GET", UPLOADS + "..%2f..%2fblobs").statusCode());
  }

  @Test
  void anEmptyBlobIsABlob() {
    Digest digest = build.pushBlob(REPOSITORY, new byte[0]);

    HttpResponse<byte[]> pulled = build.send("GET", blob(digest));
    assertEquals(200, pulled.statusCode());
    assertEquals(0, pulled.body().length);
  }

  @Test
  void aBlobIsMountedFromAnotherRepositoryThatMayBePulled() {
    byte[] content = bytes("shared by two");
    Digest digest = Http.build(base, "public/source").pushBlob("public/source", content);
    String mount = "/v2/" + REPOSITORY + "/blobs/uploads/?mount=" + digest + "&from=";

    HttpResponse<byte[]> mounted = build.send("POST", mount + "public/source");

    assertEquals(201, mounted.statusCode(), text(mounted));
    assertArrayEquals(content, build.send("GET", header(mounted, "Location")).body());
  }

  @Test
  void aBlobIsNotMountedFromAPrivateRepository() {
    Digest digest = Http.build(base, "alice/source").pushBlob("alice/source", bytes("a secret"));
    String mount = "/v2/" + REPOSITORY + "/blobs/uploads/?mount=" + digest + "&from=";

    HttpResponse<byte[]> notAllowed = build.send("POST", mount + "alice/source");
    HttpResponse<byte[]> notThere = build.send("POST", mount + "alice/nothing");

    assertEquals(202, notAllowed.statusCode());
    assertEquals(202, notThere.statusCode());
    assertEquals(404, build.send("HEAD", blob(digest)).statusCode());
  }

  @Test
  void aBlobOfAnotherRepositoryIsNotServed() {
    Digest digest =
        Http.build(base, "public/source").pushBlob("public/source", bytes("linked once"));

    HttpResponse<byte[]> missing = build.send("GET", blob(digest));

    assertEquals(404, missing.statusCode());
    assertTrue(text(missing).contains("BLOB_UNKNOWN"), text(missing));
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
