package dev.slipway.service.account.web;

import static dev.slipway.service.Api.ADMIN_TOKEN;
import static dev.slipway.service.Api.REPOSITORIES;
import static dev.slipway.service.Api.WORKER_TOKEN;
import static dev.slipway.service.Api.anonymously;
import static dev.slipway.service.Api.asAdmin;
import static dev.slipway.service.Api.create;
import static dev.slipway.service.Api.newName;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.service.TestStack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Header;
import io.restassured.response.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class DeniedByDefaultTest {

  private static final List<String> METHODS = List.of("get", "post", "put", "delete", "patch");

  private static final String TRIGGERS = " /api/build/v1/source/";

  @Test
  void noDocumentedEndpointAnswersWithoutACredential() {
    Map<String, Map<String, Object>> paths = documentedPaths();
    Map<String, Integer> open = new TreeMap<>();
    int tried = 0;
    for (String template : paths.keySet()) {
      String path = template.replaceAll("\\{[^}]*}", "00000000-0000-0000-0000-000000000000");
      for (String method : METHODS) {
        int status = anonymously().request(method, path).statusCode();
        tried++;
        if (status != 401) {
          open.put(method + " " + template, status);
        }
      }
    }

    // A build-trigger URL has its credential in its path, and answers 404 (or 405) to a wrong one.
    assertEquals(
        List.of(404, 405),
        open.entrySet().stream()
            .filter(endpoint -> endpoint.getKey().contains(TRIGGERS))
            .map(Map.Entry::getValue)
            .distinct()
            .sorted()
            .toList());
    open.keySet()
        .removeIf(endpoint -> endpoint.contains(" /badges/") || endpoint.contains(TRIGGERS));
    // These check a token of their own.
    open.keySet().removeIf(endpoint -> endpoint.contains(" /registry-hooks/"));
    assertTrue(tried > 50, "only " + tried + " endpoints were tried");
    assertEquals(Map.of(), open);
  }

  @Test
  void noPageAnswersWithoutACredential() {
    for (String path :
        List.of(
            "/",
            "/repositories/new",
            "/repositories/admin/x",
            "/repositories/admin/x/builds/1",
            "/sign-out",
            "/q/metrics",
            "/q/openapi",
            "/internal/v1/builds/1/claim",
            "/nothing-is-here")) {
      anonymously().get(path).then().statusCode(401);
      anonymously().post(path).then().statusCode(401);
    }
  }

  @Test
  void whatIsPublicIsShownToAnybodyAndToNobodyMore() {
    String open = create(newName(), "public");
    String build =
        asAdmin()
            .body(Map.of("type", "branch", "ref", "main"))
            .post(REPOSITORIES + "/" + open + "/builds")
            .path("items[0].id");
    for (String path :
        List.of(
            REPOSITORIES + "/" + open,
            REPOSITORIES + "/" + open + "/builds",
            "/api/v1/builds/" + build,
            "/repositories/" + open,
            "/repositories/" + open + "/builds/" + build)) {
      anonymously().get(path).then().statusCode(200);
      anonymously().head(path).then().statusCode(200);
      for (String method : List.of("post", "put", "patch", "delete")) {
        anonymously().request(method, path).then().statusCode(401);
      }
    }
    anonymously()
        .get(REPOSITORIES + "/" + open)
        .then()
        .body("name", equalTo(open))
        .body("source", equalTo(null))
        .body("rules", equalTo(null))
        .body("hook", equalTo(null));
    for (String suffix : List.of("/rules", "/deliveries", "/rules/preview", "/hook/regenerate")) {
      anonymously().get(REPOSITORIES + "/" + open + suffix).then().statusCode(401);
    }
    anonymously().get("/api/v1/builds/" + build + "/log").then().statusCode(401);
    anonymously().get("/api/v1/builds/" + build + "/log/stream").then().statusCode(401);
    anonymously().get(REPOSITORIES).then().statusCode(401);
  }

  @Test
  void whoMayNotSeeAPrivateThingIsToldToSignInAsForAMissingOne() {
    String hidden = create(newName(), "private");
    String build =
        asAdmin()
            .body(Map.of("type", "branch", "ref", "main"))
            .post(REPOSITORIES + "/" + hidden + "/builds")
            .path("items[0].id");
    String nothing = UUID.randomUUID().toString();

    for (String accept : List.of("application/json", "text/html,*/*", "*/*")) {
      assertSameRefusal(accept, REPOSITORIES + "/" + hidden, REPOSITORIES + "/admin/none");
      assertSameRefusal(
          accept, REPOSITORIES + "/" + hidden + "/builds", REPOSITORIES + "/admin/none/builds");
      assertSameRefusal(accept, "/api/v1/builds/" + build, "/api/v1/builds/" + nothing);
    }
    for (String accept : List.of("text/html", "*/*")) {
      assertSameRefusal(accept, "/repositories/" + hidden, "/repositories/admin/none");
      assertSameRefusal(
          accept,
          "/repositories/" + hidden + "/builds/" + build,
          "/repositories/admin/none/builds/" + nothing);
    }
  }

  private static void assertSameRefusal(String accept, String hidden, String missing) {
    Response one = anonymously().accept(accept).get(hidden);
    Response other = anonymously().accept(accept).get(missing);
    assertEquals(401, one.statusCode(), hidden);
    assertEquals("Bearer", one.header("WWW-Authenticate"));
    assertEquals(other.asString(), one.asString());
    assertEquals(
        other.headers().asList().stream().map(Header::toString).sorted().toList(),
        one.headers().asList().stream().map(Header::toString).sorted().toList());
  }

  @Test
  void healthAndAssetsAnswerAnybody() {
    anonymously().get("/q/health/live").then().statusCode(200);
    anonymously().get("/assets/slipway.css").then().statusCode(200);
    anonymously().get("/sign-in").then().statusCode(200);
  }

  @Test
  void theAdminTokenIsTheFirstAdministratorAndNothingLikeItIs() {
    asAdmin().get("/api/v1/repositories").then().statusCode(200);
    for (String token :
        List.of(
            "",
            "x",
            ADMIN_TOKEN + "x",
            ADMIN_TOKEN.substring(1),
            ADMIN_TOKEN.toUpperCase(Locale.ROOT))) {
      given()
          .header("Authorization", "Bearer " + token)
          .get("/api/v1/repositories")
          .then()
          .statusCode(401)
          .contentType("application/problem+json")
          .header("WWW-Authenticate", "Bearer")
          .body("status", equalTo(401))
          .body("detail", containsString("SLIPWAY_ADMIN_TOKEN"));
    }
  }

  @Test
  void anotherSchemeIsNoCredential() {
    given()
        .header("Authorization", "Basic YWRtaW46YWRtaW4=")
        .get("/api/v1/repositories")
        .then()
        .statusCode(401);
  }

  @Test
  void theWorkerTokenOpensTheInternalApiOnly() {
    given().auth().oauth2(WORKER_TOKEN).get("/api/v1/repositories").then().statusCode(403);
    given().auth().oauth2(WORKER_TOKEN).get("/").then().statusCode(403);
    given()
        .auth()
        .oauth2(WORKER_TOKEN)
        .contentType("application/json")
        .body("{\"workerId\":\"w\",\"attempt\":1}")
        .post("/internal/v1/builds/00000000-0000-0000-0000-000000000000/claim")
        .then()
        .statusCode(404);
  }

  @Test
  void theAdministratorMayNotUseTheInternalApi() {
    asAdmin()
        .body("{\"workerId\":\"w\",\"attempt\":1}")
        .post("/internal/v1/builds/00000000-0000-0000-0000-000000000000/claim")
        .then()
        .statusCode(403)
        .contentType("application/problem+json");
  }

  @Test
  void pathTricksDontOpenAnything() {
    for (String path :
        List.of(
            "/hooks/../api/v1/repositories",
            "/hooks/%2e%2e/api/v1/repositories",
            "/sign-in/..;/api/v1/repositories",
            "/assets;/../api/v1/repositories",
            "//api/v1/repositories",
            "/./api/v1/repositories",
            "/API/v1/repositories",
            "/api/v1/repositories/",
            "/api/v1/repositories;a=b")) {
      given().urlEncodingEnabled(false).get(path).then().statusCode(401);
    }
  }

  private static Map<String, Map<String, Object>> documentedPaths() {
    return asAdmin().accept("application/json").get("/q/openapi?format=json").path("paths");
  }
}
