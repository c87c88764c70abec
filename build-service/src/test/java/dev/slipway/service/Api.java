package dev.slipway.service;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** How tests talk to the REST API. */
public final class Api {

  public static final String ADMIN_TOKEN = "test-admin-token";
  public static final String WORKER_TOKEN = "test-worker-token";
  public static final String REPOSITORIES = "/api/v1/repositories";

  private Api() {}

  /** A request of the administrator, with a JSON body to come. */
  public static RequestSpecification asAdmin() {
    return given()
        .auth()
        .oauth2(ADMIN_TOKEN)
        .contentType(ContentType.JSON)
        .redirects()
        .follow(false);
  }

  /** A request of a browser that is signed in. */
  public static RequestSpecification withSession(String token) {
    return given()
        .cookie("slipway_session", token)
        .contentType(ContentType.JSON)
        .redirects()
        .follow(false);
  }

  /** A script's request with a personal access token. */
  public static RequestSpecification withToken(String token) {
    return given().auth().oauth2(token).contentType(ContentType.JSON).redirects().follow(false);
  }

  /** A request without any credential. */
  public static RequestSpecification anonymously() {
    return given().redirects().follow(false);
  }

  /** A name that no other test uses. */
  public static String newName() {
    return "admin/r" + UUID.randomUUID().toString().replace("-", "");
  }

  /** The body that makes a repository with nothing special about it. */
  public static Map<String, Object> repository(String name, String visibility) {
    return Map.of(
        "name",
        name,
        "visibility",
        visibility,
        "source",
        Map.of("provider", "github", "cloneUrl", "https://git.example.com/acme/app.git"),
        "rules",
        List.of(Map.of("type", "branch", "name", "main", "tag", "latest")));
  }

  /** Makes a repository. */
  public static String create(String name, String visibility) {
    asAdmin().body(repository(name, visibility)).post(REPOSITORIES).then().statusCode(201);
    return name;
  }
}
