package dev.slipway.service.account.web;

import static dev.slipway.service.Api.REPOSITORIES;
import static dev.slipway.service.Api.anonymously;
import static dev.slipway.service.Api.asAdmin;
import static dev.slipway.service.Api.repository;
import static dev.slipway.service.Api.withSession;
import static dev.slipway.service.Api.withToken;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.service.People;
import dev.slipway.service.People.Person;
import dev.slipway.service.TestStack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class UsersResourceTest {

  private static final String USERS = "/api/v1/users";

  @Inject People people;

  @Test
  void anAdministratorMakesAnAccountAndHandsOutALinkThatSignsItsOwnerIn() {
    String name = newUser();
    asAdmin()
        .body(Map.of("name", name, "displayName", "Grace"))
        .post(USERS)
        .then()
        .statusCode(201)
        .header("Location", containsString(USERS + "/" + name))
        .body("name", equalTo(name))
        .body("displayName", equalTo("Grace"))
        .body("admin", equalTo(false))
        .body("disabled", equalTo(false));

    String link = signInLink(name);
    String session =
        anonymously().post(link).then().statusCode(303).extract().cookie("slipway_session");

    withSession(session)
        .get("/api/v1/user")
        .then()
        .statusCode(200)
        .body("user.name", equalTo(name))
        .body("credential.scope", equalTo("admin"));
    withSession(session)
        .body(repository(name + "/app", "private"))
        .post(REPOSITORIES)
        .then()
        .statusCode(201);
    anonymously().post(link).then().statusCode(410);
  }

  @Test
  void accountsAreListedByNamePageByPage() {
    String first = people.somebody().name();

    Response page = asAdmin().queryParam("limit", 2).get(USERS);

    assertEquals(200, page.statusCode());
    List<String> names = page.path("items.name");
    assertEquals(names.stream().sorted().toList(), names);
    asAdmin()
        .queryParam("limit", 100)
        .queryParam("cursor", first.substring(0, first.length() - 1))
        .get(USERS)
        .then()
        .body("items.name", hasItem(first));
  }

  @Test
  void onlyAdministratorsManageAccounts() {
    Person somebody = people.somebody();
    Person administrator = people.administrator();
    String itsBuildToken = people.token(administrator, "configure");
    String itsAdminToken = people.token(administrator, "admin");

    for (var request : List.of(somebody.request(), withToken(itsBuildToken))) {
      request.get(USERS).then().statusCode(403);
    }
    somebody.request().body(Map.of("name", newUser())).post(USERS).then().statusCode(403);
    somebody.request().get(USERS + "/admin").then().statusCode(403);
    somebody.request().delete(USERS + "/admin").then().statusCode(403);
    somebody.request().post(USERS + "/admin/sign-in-link").then().statusCode(403);
    somebody
        .request()
        .body(Map.of("admin", true))
        .patch(USERS + "/" + somebody.name())
        .then()
        .statusCode(403);
    withToken(itsAdminToken).get(USERS).then().statusCode(200);
  }

  @Test
  void everybodyChangesWhatTheyAreCalledAndNothingElseOfThemselves() {
    Person somebody = people.somebody();

    somebody
        .request()
        .body(Map.of("displayName", " Ada "))
        .patch("/api/v1/user")
        .then()
        .statusCode(200)
        .body("user.displayName", equalTo("Ada"));
    somebody
        .request()
        .body(Map.of("admin", true))
        .patch("/api/v1/user")
        .then()
        .statusCode(422)
        .body("field", equalTo("admin"));
    somebody
        .request()
        .body(Map.of("disabled", false))
        .patch("/api/v1/user")
        .then()
        .statusCode(422)
        .body("field", equalTo("disabled"));
    withToken(people.token(somebody, "configure"))
        .body(Map.of("displayName", "x"))
        .patch("/api/v1/user")
        .then()
        .statusCode(403);
  }

  @Test
  void whoIsDisabledIsSignedOutAndNoCredentialOfTheirsWorks() {
    Person somebody = people.somebody();
    String token = people.token(somebody, "admin");
    String link = signInLink(somebody.name());

    change(somebody, Map.of("disabled", true)).then().body("disabled", equalTo(true));

    somebody.request().get("/api/v1/user").then().statusCode(401);
    withToken(token).get("/api/v1/user").then().statusCode(401);
    anonymously().post(link).then().statusCode(410);
    asAdmin().post(USERS + "/" + somebody.name() + "/sign-in-link").then().statusCode(409);

    change(somebody, Map.of("disabled", false)).then().body("disabled", equalTo(false));

    withToken(token).get("/api/v1/user").then().statusCode(200);
    somebody.request().get("/api/v1/user").then().statusCode(401);
  }

  @Test
  void anAccountWithRepositoriesIsRefusedUntilTheyAreGone() {
    Person somebody = people.somebody();
    String name = somebody.name() + "/app";
    somebody.request().body(repository(name, "private")).post(REPOSITORIES).then().statusCode(201);

    asAdmin()
        .delete(USERS + "/" + somebody.name())
        .then()
        .statusCode(409)
        .body("detail", containsString(name));
    asAdmin().delete(REPOSITORIES + "/" + name).then().statusCode(204);
    asAdmin().delete(USERS + "/" + somebody.name()).then().statusCode(204);

    asAdmin().get(USERS + "/" + somebody.name()).then().statusCode(404);
    somebody.request().get("/api/v1/user").then().statusCode(401);
    asAdmin().get("/api/v1/organizations/" + somebody.name()).then().statusCode(404);
    asAdmin().body(Map.of("name", somebody.name())).post(USERS).then().statusCode(201);
  }

  @Test
  void anOrganizationsOnlyOwnerIsRefused() {
    Person somebody = people.somebody();
    String organization = newUser();
    somebody
        .request()
        .body(Map.of("name", organization))
        .post("/api/v1/organizations")
        .then()
        .statusCode(201);

    asAdmin()
        .delete(USERS + "/" + somebody.name())
        .then()
        .statusCode(409)
        .body("detail", containsString("nobody else owns " + organization));
    somebody
        .request()
        .body(Map.of("role", "owner"))
        .put("/api/v1/organizations/" + organization + "/members/admin")
        .then()
        .statusCode(200);
    asAdmin().delete(USERS + "/" + somebody.name()).then().statusCode(204);
  }

  @ParameterizedTest
  @CsvSource({
    "'', is required",
    "Ada, lower-case",
    "a b, lower-case",
    "a..b, lower-case",
    "-a, lower-case",
    "../x, lower-case",
    "api, reserved",
    "v2, reserved",
    "hooks, reserved",
    "library, reserved",
    "sign-in, reserved",
    "anonymous, reserved",
    "admin, already"
  })
  void aNameThatCantBeIsRefused(String name, String why) {
    asAdmin()
        .body(Map.of("name", name))
        .post(USERS)
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("field", equalTo("name"))
        .body("detail", containsString(why));
  }

  @Test
  void otherBadInputNamesItsFieldAndMakesNothing() {
    String name = newUser();
    asAdmin()
        .body(Map.of("name", name, "displayName", "x".repeat(101)))
        .post(USERS)
        .then()
        .statusCode(422)
        .body("field", equalTo("displayName"));
    asAdmin().get(USERS + "/" + name).then().statusCode(404);
    asAdmin()
        .body(Map.of("name", name, "displayName", "a\nb"))
        .post(USERS)
        .then()
        .statusCode(422)
        .body("field", equalTo("displayName"));
    Map<String, Object> rename = new HashMap<>(Map.of("name", "other"));
    asAdmin()
        .body(rename)
        .patch(USERS + "/admin")
        .then()
        .statusCode(422)
        .body("field", equalTo("name"));
    asAdmin().body("{\"admin\":\"maybe\"}").patch(USERS + "/admin").then().statusCode(400);
    asAdmin().patch(USERS + "/admin").then().statusCode(422);
    asAdmin().get(USERS + "?limit=0").then().statusCode(422).body("field", equalTo("limit"));
    asAdmin().body("{}").patch(USERS + "/nobody-has-this-name").then().statusCode(404);
    asAdmin().delete(USERS + "/nobody-has-this-name").then().statusCode(404);
    asAdmin().post(USERS + "/nobody-has-this-name/sign-in-link").then().statusCode(404);
  }

  @Test
  void aNameOfAnOrganizationIsTaken() {
    Person somebody = people.somebody();
    String name = newUser();
    somebody.request().body(Map.of("name", name)).post("/api/v1/organizations");

    asAdmin()
        .body(Map.of("name", name))
        .post(USERS)
        .then()
        .statusCode(422)
        .body("detail", containsString("namespace"));
    asAdmin().get(USERS + "/" + name).then().statusCode(404);
  }

  @Test
  void theLinkIsAFullUrlAndIsNotCached() {
    Person somebody = people.somebody();

    asAdmin()
        .post(USERS + "/" + somebody.name() + "/sign-in-link")
        .then()
        .statusCode(201)
        .header("Cache-Control", "no-store")
        .body("url", startsWith("http://"))
        .body("url", not(containsString(somebody.name())));
  }

  private Response change(Person person, Map<String, ?> body) {
    return asAdmin().body(body).patch(USERS + "/" + person.name());
  }

  private static String signInLink(String name) {
    String url =
        asAdmin()
            .post(USERS + "/" + name + "/sign-in-link")
            .then()
            .statusCode(201)
            .extract()
            .path("url");
    return URI.create(url).getPath();
  }

  private static String newUser() {
    return "u" + UUID.randomUUID().toString().replace("-", "");
  }
}
