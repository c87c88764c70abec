package dev.slipway.registry;

import static dev.slipway.registry.Http.header;
import static dev.slipway.registry.Http.text;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(RegistryResource.class)
class PullTest {

  private static final String REPOSITORY = "public/pull";

  @TestHTTPResource("/")
  URI base;

  private Http build;
  private Digest digits;

  @BeforeEach
  void pushDigits() {
    build = Http.build(base, REPOSITORY);
    digits = build.pushBlob(REPOSITORY, "0123456789".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void headTellsABlobsSizeAndDigest() {
    HttpResponse<byte[]> head = build.send("HEAD", blob(digits));

    assertEquals(200, head.statusCode());
    assertEquals("10", header(head, "Content-Length"));
    assertEquals(digits.value(), header(head, "Docker-Content-Digest"));
    assertEquals("bytes", header(head, "Accept-Ranges"));
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0,0,bytes 0-0/10",
    "bytes=3-5,345,bytes 3-5/10",
    "bytes=8-,89,bytes 8-9/10",
    "bytes=8-99,89,bytes 8-9/10",
    "bytes=-2,89,bytes 8-9/10",
    "bytes=-99,0123456789,bytes 0-9/10"
  })
  void aRangeOfABlobIsSent(String range, String expected, String contentRange) {
    HttpResponse<byte[]> part = build.send("GET", blob(digits), "Range", range);

    assertEquals(206, part.statusCode());
    assertEquals(expected, text(part));
    assertEquals(contentRange, header(part, "Content-Range"));
    assertEquals(Integer.toString(expected.length()), header(part, "Content-Length"));
  }

  @ParameterizedTest
  @CsvSource({"bytes=10-", "bytes=10-20", "bytes=-0"})
  void aRangeThatIsNotThereIsRefused(String range) {
    HttpResponse<byte[]> refused = build.send("GET", blob(digits), "Range", range);

    assertEquals(416, refused.statusCode());
    assertEquals("bytes */10", header(refused, "Content-Range"));
  }

  @ParameterizedTest
  @CsvSource(
      value = {"bytes=-", "bytes=5-3", "bytes=0-1,4-5", "lines=1-2"},
      delimiter = ';')
  void aRangeThatIsNotUnderstoodIsIgnored(String range) {
    HttpResponse<byte[]> whole = build.send("GET", blob(digits), "Range", range);

    assertEquals(200, whole.statusCode());
    assertEquals("0123456789", text(whole));
  }

  @Test
  void aRangeOfAnotherVersionIsNotSent() {
    HttpResponse<byte[]> whole =
        build.send("GET", blob(digits), "Range", "bytes=0-1", "If-Range", "\"other\"");

    assertEquals(200, whole.statusCode());
  }

  @Test
  void aDeletedBlobIsGoneFromItsRepositoryOnly() {
    Http other = Http.build(base, "public/keeps");
    byte[] content = "kept by one".getBytes(StandardCharsets.UTF_8);
    Digest digest = build.pushBlob(REPOSITORY, content);
    other.pushBlob("public/keeps", content);

    assertEquals(202, build.send("DELETE", blob(digest)).statusCode());

    assertEquals(404, build.send("GET", blob(digest)).statusCode());
    assertEquals(404, build.send("DELETE", blob(digest)).statusCode());
    assertEquals(200, other.send("GET", "/v2/public/keeps/blobs/" + digest).statusCode());
  }

  @Test
  void tagsAreListedInOrderAndInPages() {
    Http tagger = Http.build(base, "public/tags");
    for (String tag : new String[] {"b", "C", "a", "1.0", "latest"}) {
      tagger.pushImage("public/tags", tag, "an image");
    }

    assertEquals(
        "{\"name\":\"public/tags\",\"tags\":[\"1.0\",\"a\",\"b\",\"C\",\"latest\"]}",
        text(build.send("GET", "/v2/public/tags/tags/list")));
    HttpResponse<byte[]> first = build.send("GET", "/v2/public/tags/tags/list?n=2");
    assertTrue(text(first).contains("[\"1.0\",\"a\"]"), text(first));
    assertEquals("</v2/public/tags/tags/list?n=2&last=a>; rel=\"next\"", header(first, "Link"));
    HttpResponse<byte[]> last = build.send("GET", "/v2/public/tags/tags/list?n=3&last=a");
    assertTrue(text(last).contains("[\"b\",\"C\",\"latest\"]"), text(last));
    assertEquals("", header(last, "Link"));
    assertTrue(text(build.send("GET", "/v2/public/tags/tags/list?n=0")).contains("\"tags\":[]"));
    assertEquals(400, build.send("GET", "/v2/public/tags/tags/list?n=-1").statusCode());
    assertEquals(400, build.send("GET", "/v2/public/tags/tags/list?n=many").statusCode());
  }

  @Test
  void anUnknownRepositoryHasNoTagList() {
    HttpResponse<byte[]> unknown = build.send("GET", "/v2/public/never/tags/list");

    assertEquals(404, unknown.statusCode());
    assertTrue(text(unknown).contains("NAME_UNKNOWN"), text(unknown));
  }

  @Test
  void theCatalogIsPagedAndShowsOnlyWhatTheCallerMayPull() {
    Http.build(base, "alice/catalog").pushImage("alice/catalog", "v1", "hers");
    Http.build(base, "bob/catalog").pushImage("bob/catalog", "v1", "his");
    Http.build(base, "public/catalog").pushImage("public/catalog", "v1", "ours");
    Http alice = Http.person(base, TestingAccess.USER, TestingAccess.PASSWORD);

    String hers = text(alice.send("GET", "/v2/_catalog"));
    String everybodys = text(Http.anonymous(base).send("GET", "/v2/_catalog"));
    HttpResponse<byte[]> page = alice.send("GET", "/v2/_catalog?n=1");

    assertTrue(hers.contains("\"alice/catalog\"") && hers.contains("\"public/catalog\""), hers);
    assertTrue(!hers.contains("bob"), hers);
    assertTrue(everybodys.contains("\"public/catalog\""), everybodys);
    assertTrue(!everybodys.contains("alice"), everybodys);
    assertTrue(
        header(page, "Link").matches("</v2/_catalog\\?n=1&last=alice%2F[a-z]+>; rel=\"next\""),
        header(page, "Link"));
  }

  private static String blob(Digest digest) {
    return "/v2/" + REPOSITORY + "/blobs/" + digest;
  }
}
