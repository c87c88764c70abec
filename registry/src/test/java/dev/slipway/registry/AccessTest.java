package dev.slipway.registry;

import static dev.slipway.registry.Http.header;
import static dev.slipway.registry.Http.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.image.Digest;
import dev.slipway.core.secret.RegistryToken;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegistryResource.class)
class AccessTest {

  private static final String PRIVATE = "alice/app";
  private static final String FOREIGN = "bob/app";
  private static final String PUBLIC = "public/app";

  @TestHTTPResource("/")
  URI base;

  private Http anonymous;
  private Http alice;

  @BeforeEach
  void pushImages() {
    anonymous = Http.anonymous(base);
    alice = Http.person(base, TestingAccess.USER, TestingAccess.PASSWORD);
    for (String repository : new String[] {PRIVATE, FOREIGN, PUBLIC}) {
      Http.build(base, repository).pushImage(repository, "v1", repository);
    }
  }

  @Test
  void theBaseAsksForCredentials() {
    for (String path : new String[] {"/v2/", "/v2"}) {
      HttpResponse<byte[]> challenged = anonymous.send("GET", path);
      assertEquals(401, challenged.statusCode());
      assertEquals("Basic realm=\"Slipway\"", header(challenged, "WWW-Authenticate"));
      assertEquals("registry/2.0", header(challenged, "Docker-Distribution-API-Version"));
      assertTrue(text(challenged).contains("\"code\":\"UNAUTHORIZED\""), text(challenged));
      assertEquals(200, alice.send("GET", path).statusCode());
      assertEquals(200, Http.build(base, PRIVATE).send("GET", path).statusCode());
      assertEquals(200, Http.bearer(base, Http.token(PRIVATE)).send("GET", path).statusCode());
    }
  }

  @Test
  void wrongCredentialsAreRefusedEvenForWhatIsPublic() {
    for (Http wrong :
        new Http[] {
          Http.person(base, TestingAccess.USER, "wrong"),
          Http.person(base, RegistryToken.USERNAME, "wrong"),
          Http.person(base, RegistryToken.USERNAME, TestingAccess.PASSWORD),
          Http.bearer(base, "wrong"),
          Http.bearer(base, ""),
        }) {
      assertEquals(401, wrong.send("GET", "/v2/").statusCode());
      assertEquals(401, wrong.send("GET", manifest(PUBLIC)).statusCode());
    }
  }

  @Test
  void whatIsPublicIsPulledWithoutCredentials() {
    assertEquals(200, anonymous.send("GET", manifest(PUBLIC)).statusCode());
  }

  @Test
  void emptyCredentialsAreNone() {
    Http empty = Http.person(base, "", "");

    assertEquals(200, empty.send("GET", manifest(PUBLIC)).statusCode());
    assertEquals(401, empty.send("GET", manifest(PRIVATE)).statusCode());
    assertEquals(401, empty.send("GET", "/v2/").statusCode());
  }

  @Test
  void privateAndUnknownRepositoriesLookAlike() {
    HttpResponse<byte[]> hidden = anonymous.send("GET", manifest(FOREIGN));
    HttpResponse<byte[]> unknown = anonymous.send("GET", manifest("bob/nothing"));
    assertEquals(401, hidden.statusCode());
    assertEquals(401, unknown.statusCode());
    assertEquals("Basic realm=\"Slipway\"", header(hidden, "WWW-Authenticate"));
    assertEquals(text(hidden).replace(FOREIGN, ""), text(unknown).replace("bob/nothing", ""));

    hidden = alice.send("GET", manifest(FOREIGN));
    unknown = alice.send("GET", manifest("bob/nothing"));
    assertEquals(404, hidden.statusCode());
    assertEquals(404, unknown.statusCode());
    assertTrue(text(hidden).contains("NAME_UNKNOWN"), text(hidden));
    assertEquals(text(hidden).replace(FOREIGN, ""), text(unknown).replace("bob/nothing", ""));
  }

  @Test
  void everyWayOfReadingAPrivateRepositoryIsClosed() {
    Digest digest = Digest.of(FOREIGN.getBytes(StandardCharsets.UTF_8));
    for (String path :
        new String[] {
          manifest(FOREIGN),
          "/v2/bob/app/blobs/" + digest,
          "/v2/bob/app/tags/list",
          "/v2/bob/app/referrers/" + digest
        }) {
      assertEquals(404, alice.send("GET", path).statusCode(), path);
      assertEquals(401, anonymous.send("GET", path).statusCode(), path);
    }
    assertEquals(404, alice.send("HEAD", manifest(FOREIGN)).statusCode());
    assertEquals(404, alice.send("HEAD", "/v2/bob/app/blobs/" + digest).statusCode());
  }

  @Test
  void aPersonCanNeverPushNorDelete() {
    String[][] writes = {
      {"POST", "/v2/alice/app/blobs/uploads/"},
      {"PUT", manifest(PRIVATE)},
      {"DELETE", manifest(PRIVATE)},
      {"DELETE", "/v2/alice/app/blobs/" + Digest.of(new byte[0])},
      {"PATCH", "/v2/alice/app/blobs/uploads/0000"},
      {"PUT", "/v2/alice/app/blobs/uploads/0000"},
      {"GET", "/v2/alice/app/blobs/uploads/0000"},
      {"DELETE", "/v2/alice/app/blobs/uploads/0000"}
    };
    for (String[] write : writes) {
      HttpResponse<byte[]> denied = alice.send(write[0], write[1]);
      assertEquals(403, denied.statusCode(), write[0] + " " + write[1]);
      assertTrue(text(denied).contains("\"code\":\"DENIED\""), text(denied));
      assertTrue(
          text(denied).contains("automated repository: images come from builds only; push denied"),
          text(denied));
      assertEquals(401, anonymous.send(write[0], write[1]).statusCode());
    }
    assertEquals(200, alice.send("GET", manifest(PRIVATE)).statusCode());
  }

  @Test
  void aBuildReachesItsOwnRepositoryAndWhatIsPublic() {
    Http build = Http.build(base, PRIVATE);

    assertEquals(202, build.send("POST", "/v2/alice/app/blobs/uploads/").statusCode());
    assertEquals(200, build.send("GET", manifest(PRIVATE)).statusCode());
    assertEquals(200, build.send("GET", manifest(PUBLIC)).statusCode());
    assertEquals(404, build.send("GET", manifest(FOREIGN)).statusCode());
    assertEquals(403, build.send("POST", "/v2/bob/app/blobs/uploads/").statusCode());
    assertEquals(403, build.send("POST", "/v2/alice/app/more/blobs/uploads/").statusCode());
    assertEquals(403, build.send("DELETE", manifest(PUBLIC)).statusCode());
  }

  @Test
  void aTokenThatIsOverOrSignedWithAnotherKeyIsRefused() {
    String over =
        new RegistryToken(PRIVATE, Instant.now().minusSeconds(1)).sign(RegistryResource.KEY);
    String forged = new RegistryToken(PRIVATE, Instant.now().plusSeconds(60)).sign(new byte[32]);

    for (String token : new String[] {over, forged}) {
      Http caller = Http.person(base, RegistryToken.USERNAME, token);
      assertEquals(401, caller.send("POST", "/v2/alice/app/blobs/uploads/").statusCode());
      assertEquals(401, caller.send("GET", manifest(PRIVATE)).statusCode());
    }
  }

  @Test
  void aLargeBodyWithoutTheRightToPushIsAnsweredAllTheSame() {
    byte[] large = new byte[8 * 1024 * 1024];
    String path = "/v2/alice/app/blobs/uploads/?digest=" + Digest.of(large);

    assertEquals(403, alice.send("POST", path, large).statusCode());
    assertEquals(200, alice.send("GET", manifest(PRIVATE)).statusCode());
  }

  private static String manifest(String repository) {
    return "/v2/" + repository + "/manifests/v1";
  }
}
