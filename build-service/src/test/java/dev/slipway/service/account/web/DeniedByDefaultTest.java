package dev.slipway.service.account.web;

import static dev.slipway.service.Api.ADMIN_TOKEN;
import static dev.slipway.service.Api.WORKER_TOKEN;
import static dev.slipway.service.Api.anonymously;
import static dev.slipway.service.Api.asAdmin;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.service.TestStack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class DeniedByDefaultTest {

  private static final List<String> METHODS = List.of("get", "post", "put", "delete", "patch");

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

    open.keySet().removeIf(endpoint -> endpoint.contains(" /badges/"));
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
