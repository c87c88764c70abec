package dev.slipway.registry;

import static dev.slipway.registry.Http.header;
import static dev.slipway.registry.Http.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.image.Digest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegistryResource.class)
class ManifestTest {

  private static final String REPOSITORY = "public/manifests";
  private static final byte[] CONFIG = bytes("{}");
  private static final byte[] LAYER = bytes("a layer");

  @TestHTTPResource("/")
  URI base;

  private Http build;

  @BeforeEach
  void pushBlobs() {
    build = Http.build(base, REPOSITORY);
    build.pushBlob(REPOSITORY, CONFIG);
    build.pushBlob(REPOSITORY, LAYER);
  }

  @Test
  void aManifestComesBackByTagAndByDigestByteForByte() {
    byte[] manifest = Documents.image(CONFIG, LAYER);
    Digest digest = Digest.of(manifest);
    HttpResponse<byte[]> pushed = put("v1.0", manifest);

    assertEquals(201, pushed.statusCode(), text(pushed));
    assertEquals(digest.value(), header(pushed, "Docker-Content-Digest"));
    assertEquals(path(digest.value()), header(pushed, "Location"));
    for (String reference : new String[] {"v1.0", digest.value()}) {
      HttpResponse<byte[]> pulled = build.send("GET", path(reference));
      assertEquals(200, pulled.statusCode());
      assertArrayEquals(manifest, pulled.body());
      assertEquals(Documents.OCI_MANIFEST, header(pulled, "Content-Type"));
      assertEquals(digest.value(), header(pulled, "Docker-Content-Digest"));
    }
  }

  @Test
  void headTellsTypeSizeAndDigest() {
    byte[] manifest = Documents.image(CONFIG, LAYER);
    put("head", manifest);

    HttpResponse<byte[]> head = build.send("HEAD", path("head"));

    assertEquals(200, head.statusCode());
    assertEquals(Documents.OCI_MANIFEST, header(head, "Content-Type"));
    assertEquals(Integer.toString(manifest.length), header(head, "Content-Length"));
    assertEquals(Digest.of(manifest).value(), header(head, "Docker-Content-Digest"));
  }

  @Test
  void anUnchangedManifestIsNotSentAgain() {
    byte[] manifest = Documents.image(CONFIG, LAYER);
    put("cached", manifest);
    String tag = header(build.send("GET", path("cached")), "ETag");

    assertEquals("\"" + Digest.of(manifest) + "\"", tag);
    HttpResponse<byte[]> again = build.send("GET", path("cached"), "If-None-Match", tag);
    assertEquals(304, again.statusCode());
    assertEquals(0, again.body().length);
  }

  @Test
  void aTagMovesToANewerManifestAndTheOldOneStays() {
    byte[] older = Documents.image(CONFIG);
    byte[] newer = Documents.image(CONFIG, LAYER);
    put("moving", older);
    put("moving", newer);

    assertArrayEquals(newer, build.send("GET", path("moving")).body());
    assertArrayEquals(older, build.send("GET", path(Digest.of(older).value())).body());
  }

  @Test
  void dockersTypesAreTaken() {
    byte[] manifest =
        replace(
            Documents.image(CONFIG, LAYER),
            "oci.image.manifest.v1",
            "docker.distribution.manifest.v2");
    String type = "application/vnd.docker.distribution.manifest.v2+json";
    HttpResponse<byte[]> pushed = build.send("PUT", path("docker"), manifest, "Content-Type", type);
    assertEquals(201, pushed.statusCode(), text(pushed));
    assertEquals(type, header(build.send("GET", path("docker")), "Content-Type"));

    byte[] list =
        replace(
            Documents.index(manifest),
            "oci.image.index.v1",
            "docker.distribution.manifest.list.v2");
    String listType = "application/vnd.docker.distribution.manifest.list.v2+json";
    HttpResponse<byte[]> pushedList =
        build.send("PUT", path("docker-list"), list, "Content-Type", listType);
    assertEquals(201, pushedList.statusCode(), text(pushedList));
  }

  @Test
  void anIndexNeedsItsManifests() {
    byte[] manifest = Documents.image(CONFIG, LAYER, CONFIG);
    byte[] index = Documents.index(manifest);

    HttpResponse<byte[]> tooEarly = putIndex("multi", index);
    assertEquals(400, tooEarly.statusCode());
    assertTrue(text(tooEarly).contains("MANIFEST_BLOB_UNKNOWN"), text(tooEarly));

    assertEquals(201, put(Digest.of(manifest).value(), manifest).statusCode());
    assertEquals(201, putIndex("multi", index).statusCode());
    assertEquals(Documents.OCI_INDEX, header(build.send("GET", path("multi")), "Content-Type"));
  }

  @Test
  void aManifestNeedsItsBlobsInItsOwnRepository() {
    byte[] elsewhere = bytes("only in another repository");
    Http.build(base, "public/elsewhere").pushBlob("public/elsewhere", elsewhere);

    HttpResponse<byte[]> refused = put("incomplete", Documents.image(CONFIG, elsewhere));

    assertEquals(400, refused.statusCode());
    assertTrue(text(refused).contains("\"code\":\"MANIFEST_BLOB_UNKNOWN\""), text(refused));
    assertTrue(text(refused).contains(Digest.of(elsewhere).value()), text(refused));
    assertEquals(404, build.send("GET", path("incomplete")).statusCode());
  }

  @Test
  void malformedManifestsAreRefused() {
    String good = new String(Documents.image(CONFIG, LAYER), StandardCharsets.UTF_8);
    String[] bad = {
      "",
      "null",
      "[]",
      "{",
      good + "{}",
      good.replace("\"schemaVersion\":2", "\"schemaVersion\":1"),
      good.replace("\"schemaVersion\":2", "\"schemaVersion\":2,\"schemaVersion\":2"),
      good.replace("\"config\"", "\"confug\""),
      good.replace("sha256:", "sha512:"),
      good.replace("\"size\":7", "\"size\":8"),
      good.replace("\"size\":7", "\"size\":-1"),
      good.replace("\"layers\":[", "\"layers\":[null,"),
      good.replace("\"layers\"", "\"manifests\":[],\"layers\""),
      good.replace("\"mediaType\":\"" + Documents.OCI_MANIFEST, "\"mediaType\":\"text/html"),
      "[".repeat(200_000)
    };
    for (String document : bad) {
      HttpResponse<byte[]> refused = put("bad", bytes(document));
      assertEquals(400, refused.statusCode(), document + " gave " + text(refused));
      assertTrue(text(refused).contains("MANIFEST_INVALID"), text(refused));
    }
    HttpResponse<byte[]> unknownType =
        build.send("PUT", path("bad"), bytes(good), "Content-Type", "application/json");
    assertEquals(400, unknownType.statusCode());
    assertEquals(404, build.send("GET", path("bad")).statusCode());
  }

  @Test
  void aManifestUnderAWrongDigestOrAnIllegalTagIsRefused() {
    byte[] manifest = Documents.image(CONFIG, LAYER);

    HttpResponse<byte[]> wrong = put(Digest.of(CONFIG).value(), manifest);
    assertEquals(400, wrong.statusCode());
    assertTrue(text(wrong).contains("DIGEST_INVALID"), text(wrong));

    for (String tag :
        new String[] {".hidden", "-x", "a%20b", "a:b", "..%2f..%2fx", "x".repeat(129), "%2e%2e"}) {
      int put = put(tag, manifest).statusCode();
      assertTrue(put == 400 || put == 404 || put == 405, tag + " gave " + put);
      int get = build.send("GET", path(tag)).statusCode();
      assertTrue(get == 400 || get == 404, tag + " gave " + get);
    }
  }

  @Test
  void aManifestOverFourMebibytesIsRefusedAndTheConnectionLives() {
    byte[] tooLarge = new byte[5 * 1024 * 1024];
    Arrays.fill(tooLarge, (byte) ' ');

    HttpResponse<byte[]> refused = put("large", tooLarge);

    assertEquals(413, refused.statusCode());
    assertTrue(text(refused).contains("SIZE_INVALID"), text(refused));
    assertEquals(201, put("after-large", Documents.image(CONFIG, LAYER)).statusCode());
  }

  @Test
  void deletingATagKeepsTheManifest() {
    byte[] manifest = Documents.image(CONFIG, LAYER);
    put("short-lived", manifest);

    assertEquals(202, build.send("DELETE", path("short-lived")).statusCode());

    assertEquals(404, build.send("GET", path("short-lived")).statusCode());
    assertEquals(200, build.send("GET", path(Digest.of(manifest).value())).statusCode());
    assertEquals(404, build.send("DELETE", path("short-lived")).statusCode());
  }

  @Test
  void deletingAManifestTakesItsTagsAway() {
    byte[] manifest = Documents.image(CONFIG, LAYER, LAYER);
    put("one", manifest);
    put("two", manifest);

    assertEquals(202, build.send("DELETE", path(Digest.of(manifest).value())).statusCode());

    for (String reference : new String[] {"one", "two", Digest.of(manifest).value()}) {
      assertEquals(404, build.send("GET", path(reference)).statusCode());
    }
    HttpResponse<byte[]> list = build.send("GET", "/v2/" + REPOSITORY + "/tags/list");
    assertFalse(text(list).contains("\"two\""), text(list));
  }

  @Test
  void referrersAreListedByTypeEvenBeforeTheirSubjectExists() {
    Digest subject = Digest.of(bytes("not pushed yet"));
    byte[] signature = Documents.artifact("example/signature", subject, CONFIG);
    byte[] sbom = Documents.artifact("example/sbom", subject, CONFIG);
    HttpResponse<byte[]> pushed = put(Digest.of(signature).value(), signature);
    assertEquals(subject.value(), header(pushed, "OCI-Subject"));
    put(Digest.of(sbom).value(), sbom);
    String referrers = "/v2/" + REPOSITORY + "/referrers/" + subject;

    HttpResponse<byte[]> all = build.send("GET", referrers);
    HttpResponse<byte[]> some = build.send("GET", referrers + "?artifactType=example%2Fsbom");

    assertEquals(200, all.statusCode());
    assertEquals(Documents.OCI_INDEX, header(all, "Content-Type"));
    assertTrue(text(all).contains(Digest.of(signature).value()), text(all));
    assertTrue(text(all).contains(Digest.of(sbom).value()), text(all));
    assertTrue(text(all).contains("\"by\":\"a test\""), text(all));
    assertEquals("artifactType", header(some, "OCI-Filters-Applied"));
    assertFalse(text(some).contains(Digest.of(signature).value()), text(some));
    assertTrue(text(some).contains("\"artifactType\":\"example/sbom\""), text(some));

    build.send("DELETE", path(Digest.of(sbom).value()));
    assertFalse(text(build.send("GET", referrers)).contains(Digest.of(sbom).value()));
  }

  @Test
  void withoutReferrersTheListIsEmpty() {
    HttpResponse<byte[]> none =
        build.send("GET", "/v2/" + REPOSITORY + "/referrers/" + Digest.of(LAYER));

    assertEquals(200, none.statusCode());
    assertTrue(text(none).contains("\"manifests\":[]"), text(none));
    assertEquals(
        400, build.send("GET", "/v2/" + REPOSITORY + "/referrers/sha256:short").statusCode());
  }

  private HttpResponse<byte[]> put(String reference, byte[] manifest) {
    return build.send("PUT", path(reference), manifest, "Content-Type", Documents.OCI_MANIFEST);
  }

  private HttpResponse<byte[]> putIndex(String reference, byte[] index) {
    return build.send("PUT", path(reference), index, "Content-Type", Documents.OCI_INDEX);
  }

  private static byte[] replace(byte[] document, String what, String with) {
    return bytes(new String(document, StandardCharsets.UTF_8).replace(what, with));
  }

  private static String path(String reference) {
    return "/v2/" + REPOSITORY + "/manifests/" + reference;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
