package dev.slipway.service.account.web;

import static dev.slipway.service.Api.REPOSITORIES;
import static dev.slipway.service.Api.repository;
import static dev.slipway.service.Api.withToken;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.service.People;
import dev.slipway.service.People.Person;
import dev.slipway.service.TestStack;
import dev.slipway.service.build.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class AccessTokensResourceTest {

  private static final String TOKENS = "/api/v1/user/tokens";

  @Inject People people;
  @Inject World world;

  @Test
  void aTokenIsShownOnceAndStandsForItsOwner() {
    Person somebody = people.somebody();

    Response made =
        somebody
            .request()
            .body(Map.of("name", "laptop", "scope", "read", "expiresAt", "2999-01-31"))
            .post(TOKENS);

    made.then()
        .statusCode(201)
        .header("Cache-Control", "no-store")
        .body("token", matchesRegex("slp_[A-Za-z0-9_-]{43}"))
        .body("expiresAt", equalTo("2999-02-01T00:00:00Z"))
        .body("lastUsedAt", nullValue());
    withToken(made.path("token"))
        .get("/api/v1/user")
        .then()
        .statusCode(200)
        .body("user.name", equalTo(somebody.name()))
        .body("credential.scope", equalTo("read"))
        .body("credential.namespace", nullValue());
    somebody
        .request()
        .get(TOKENS)
        .then()
        .statusCode(200)
        .body("items.name", equalTo(List.of("laptop")))
        .body("items[0].token", nullValue())
        .body("items[0].expired", equalTo(false));
  }

  @Test
  void onlyItsHashIsStoredAndItsUseIsRememberedToTheMinute() {
    Person somebody = people.somebody();
    String token = people.token(somebody, "read");
    Instant before = Instant.now().truncatedTo(ChronoUnit.MINUTES);

    withToken(token).get("/api/v1/user").then().statusCode(200);
    withToken(token).get("/api/v1/user").then().statusCode(200);

    String stored =
        world
            .strings("select t::text from access_token t where user_id = ?", somebody.user().id())
            .get(0);
    assertFalse(stored.contains(token), stored);
    assertFalse(stored.contains(token.substring(4)), stored);
    Instant used = Instant.parse(somebody.request().get(TOKENS).path("items[0].lastUsedAt"));
    assertEquals(used.truncatedTo(ChronoUnit.MINUTES), used);
    assertFalse(used.isBefore(before));
  }

  @Test
  void anUnknownAnExpiredAndARevokedTokenAreAnsweredAlike() {
    Person somebody = people.somebody();
    String expired = people.token(somebody, "read");
    world.run(
        "update access_token set expires_at = now() - interval '1 second' where user_id = ?",
        somebody.user().id());
    String revoked = people.token(somebody, "read");
    String id = somebody.request().get(TOKENS).path("items[0].id");
    somebody.request().delete(TOKENS + "/" + id).then().statusCode(204);

    String unknown = withToken("slp_" + "A".repeat(43)).get("/api/v1/user").asString();
    for (String token : List.of(expired, revoked)) {
      Response answer = withToken(token).get("/api/v1/user");
      assertEquals(401, answer.statusCode());
      assertEquals(unknown, answer.asString());
    }
    assertTrue(unknown.contains("unknown, expired or revoked"), unknown);
    somebody
        .request()
        .get(TOKENS)
        .then()
        .body("items", org.hamcrest.Matchers.hasSize(1))
        .body("items[0].expired", equalTo(true));
  }

  @Test
  void aBadTokenIsRefusedEvenWhereVisitorsMayLook() {
    Person owner = people.somebody();
    String name = owner.name() + "/open";
    owner.request().body(repository(name, "public")).post(REPOSITORIES).then().statusCode(201);

    withToken("slp_nonsense").get(REPOSITORIES + "/" + name).then().statusCode(401);
  }

  @Test
  void aScopeLetsDoWhatItSaysAndNoMore() {
    Person owner = people.somebody();
    String name = owner.name() + "/app";
    owner.request().body(repository(name, "private")).post(REPOSITORIES).then().statusCode(201);
    String path = REPOSITORIES + "/" + name;
    Map<String, String> build = Map.of("type", "branch", "ref", "main");

    String read = people.token(owner, "read");
    withToken(read).get(path + "/deliveries").then().statusCode(200);
    withToken(read)
        .body(build)
        .post(path + "/builds")
        .then()
        .statusCode(403)
        .body(
            "detail",
            equalTo(
                "this token may not start or cancel builds of "
                    + name
                    + ": its scope is \"read\", this needs \"build\""));
    String builds = people.token(owner, "build");
    withToken(builds).body(build).post(path + "/builds").then().statusCode(201);
    withToken(builds).body(repository(name, "public")).put(path).then().statusCode(403);
    String configures = people.token(owner, "configure");
    withToken(configures).body(repository(name, "private")).put(path).then().statusCode(200);
    withToken(configures)
        .body(repository(owner.name() + "/more", "private"))
        .post(REPOSITORIES)
        .then()
        .statusCode(201);
    withToken(configures).delete(path).then().statusCode(403);
    withToken(people.token(owner, "admin")).delete(path).then().statusCode(204);
  }

  @Test
  void aTokenForOneNamespaceSeesNothingPrivateOfOthers() {
    Person owner = people.somebody();
    String mine = owner.name() + "/app";
    owner.request().body(repository(mine, "private")).post(REPOSITORIES).then().statusCode(201);
    String organization = "o" + UUID.randomUUID().toString().replace("-", "");
    owner.request().body(Map.of("name", organization)).post("/api/v1/organizations");
    String ours = organization + "/app";
    owner.request().body(repository(ours, "private")).post(REPOSITORIES).then().statusCode(201);

    String token = people.token(owner, "admin", organization);

    withToken(token).get(REPOSITORIES + "/" + ours).then().statusCode(200);
    withToken(token).get(REPOSITORIES + "/" + mine).then().statusCode(404);
    withToken(token)
        .get(REPOSITORIES + "?limit=100")
        .then()
        .body("items.name", hasItem(ours))
        .body("items.name", not(hasItem(mine)));
    withToken(token)
        .get("/api/v1/organizations")
        .then()
        .body("items.name", equalTo(List.of(organization)));
    withToken(token).get("/api/v1/organizations/" + owner.name()).then().statusCode(404);
    withToken(token)
        .body(repository(owner.name() + "/x", "private"))
        .post(REPOSITORIES)
        .then()
        .statusCode(404);
    owner
        .request()
        .get(REPOSITORIES + "?limit=100")
        .then()
        .body("items.name", hasItems(ours, mine));
  }

  @Test
  void onlyAnUnlimitedCredentialHandlesTokens() {
    Person owner = people.somebody();
    Map<String, String> wish = Map.of("name", "another", "scope", "read");

    for (String scope : List.of("read", "build", "configure")) {
      String token = people.token(owner, scope);
      withToken(token).body(wish).post(TOKENS).then().statusCode(403);
      withToken(token).get(TOKENS).then().statusCode(403);
      withToken(token).delete(TOKENS + "/" + UUID.randomUUID()).then().statusCode(403);
    }
    String limited = people.token(owner, "admin", owner.name());
    withToken(limited).body(wish).post(TOKENS).then().statusCode(403);
    withToken(people.token(owner, "admin")).body(wish).post(TOKENS).then().statusCode(201);
  }

  @Test
  void nobodySeesOrRevokesOthersTokens() {
    Person owner = people.somebody();
    String token = people.token(owner, "read");
    String id = owner.request().get(TOKENS).path("items[0].id");
    Person other = people.somebody();

    other.request().get(TOKENS).then().body("items", equalTo(List.of()));
    String hidden =
        other.request().delete(TOKENS + "/" + id).then().statusCode(404).extract().asString();
    String missing = other.request().delete(TOKENS + "/" + UUID.randomUUID()).asString();
    assertEquals(missing, hidden);
    withToken(token).get("/api/v1/user").then().statusCode(200);
  }

  @ParameterizedTest
  @CsvSource({
    "name, '', is required",
    "name, '  ', is required",
    "scope, '', is required",
    "scope, everything, 'must be one of \"read\", \"build\", \"configure\", \"admin\"'",
    "expiresAt, tomorrow, is a time such as",
    "expiresAt, 2999-02-30, is a time such as",
    "expiresAt, 2020-01-01, must lie in the future",
    "expiresAt, 2020-01-01T00:00:00Z, must lie in the future",
    "namespace, nobody-has-this, there is no namespace",
    "namespace, admin, there is no namespace"
  })
  void badInputNamesItsField(String field, String value, String why) {
    Map<String, String> body = new HashMap<>(Map.of("name", "x", "scope", "read"));
    body.put(field, value);

    people
        .somebody()
        .request()
        .body(body)
        .post(TOKENS)
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("field", equalTo(field))
        .body("detail", containsString(why));
  }

  @Test
  void aNameIsUsedOnceAndIsShort() {
    Person somebody = people.somebody();
    Map<String, String> wish = Map.of("name", "ci", "scope", "read");
    somebody.request().body(wish).post(TOKENS).then().statusCode(201);

    somebody.request().body(wish).post(TOKENS).then().statusCode(409);
    people.somebody().request().body(wish).post(TOKENS).then().statusCode(201);
    somebody
        .request()
        .body(Map.of("name", "x".repeat(101), "scope", "read"))
        .post(TOKENS)
        .then()
        .statusCode(422)
        .body("field", equalTo("name"));
  }
}
