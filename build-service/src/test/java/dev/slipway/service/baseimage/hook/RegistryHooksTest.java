package dev.slipway.service.baseimage.hook;

import static dev.slipway.service.Api.anonymously;
import static dev.slipway.service.Api.asAdmin;
import static dev.slipway.service.baseimage.Bases.await;
import static dev.slipway.service.baseimage.Bases.newImage;
import static dev.slipway.service.baseimage.Bases.reference;
import static dev.slipway.service.baseimage.Bases.use;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.image.Digest;
import dev.slipway.service.Api;
import dev.slipway.service.People;
import dev.slipway.service.TestStack;
import dev.slipway.service.baseimage.Bases;
import dev.slipway.service.baseimage.RegistryStack;
import dev.slipway.service.baseimage.TestRegistry;
import dev.slipway.service.build.World;
import dev.slipway.service.build.World.Made;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
@QuarkusTestResource(RegistryStack.class)
class RegistryHooksTest {

  private static final String HOOKS = "/api/v1/registry-hooks";

  @Inject World world;
  @Inject Bases bases;
  @Inject People people;

  TestRegistry registry;

  @BeforeEach
  void needsARegistryAndANamespace() {
    TestRegistry.assumeInstalled();
    Api.create(Api.newName(), "private");
  }

  @Test
  void anEventHasTheImageLookedAtAtOnceAndItsChildrenRebuilt() {
    String image = newImage();
    Digest before = registry.push(image, "1", "old");
    Made child = world.repository(1);
    bases.built(child, 'a', use(image, "1", before));
    bases.awaitSeen(reference(image, "1"), before);
    JsonPath hook = hook("distribution");

    registry.push(image, "1", "new");
    anonymously()
        .contentType("application/vnd.docker.distribution.events.v1+json")
        .body(pushed(image))
        .post(path(hook))
        .then()
        .statusCode(202)
        .body("images", equalTo(List.of(reference(image, "1"))));

    await().until(() -> bases.causes(child).size() == 2);
  }

  @Test
  void anEventAboutNothingNewIsNotBelieved() {
    String image = newImage();
    Digest before = registry.push(image, "1", "old");
    Made child = world.repository(1);
    bases.built(child, 'a', use(image, "1", before));
    bases.awaitSeen(reference(image, "1"), before);
    String seen = bases.watched(reference(image, "1"), "looked_at");

    anonymously().body(pushed(image)).post(path(hook("distribution"))).then().statusCode(202);

    await().until(() -> !bases.watched(reference(image, "1"), "looked_at").equals(seen));
    assertEquals(1, bases.causes(child).size());
  }

  @Test
  void theTokenMayComeAsHeaderFromRegistriesThatCanSendOne() {
    String token = hook("harbor").getString("token");
    String hub = hook("docker-hub").getString("token");

    for (String header : List.of(token, "Bearer " + token, "bearer " + token)) {
      anonymously()
          .header("Authorization", header)
          .body("{}")
          .post("/registry-hooks/harbor")
          .then()
          .statusCode(202);
    }
    anonymously()
        .header("Authorization", hub)
        .body("{}")
        .post("/registry-hooks/docker-hub")
        .then()
        .statusCode(404);
    anonymously().body("{}").post("/registry-hooks/harbor").then().statusCode(404);
  }

  @Test
  void unknownTokensWrongKindsAndRemovedHooksAreAnsweredAlike() {
    JsonPath hook = hook("quay");
    String token = hook.getString("token");
    asAdmin().delete(HOOKS + "/" + hook.getString("id")).then().statusCode(204);
    String other = hook("quay").getString("token");

    Response removed = anonymously().body("{}").post("/registry-hooks/quay/" + token);
    for (String path :
        List.of("/quay/nonsense", "/harbor/" + other, "/gitlab/" + other, "/QUAY/" + other)) {
      Response answer = anonymously().body("{}").post("/registry-hooks" + path);
      assertEquals(404, answer.statusCode(), path);
      assertEquals(removed.asString(), answer.asString(), path);
    }
  }

  @Test
  void aBodyThatIsNoEventIsRefusedAndTooMuchOfItBeforeItIsRead() {
    String path = path(hook("docker-hub"));

    for (String body :
        List.of("", "{", "[".repeat(100_000), "{\"a\":".repeat(10_000), "\u0000", "nul")) {
      int status =
          anonymously().body(body.getBytes(StandardCharsets.UTF_8)).post(path).statusCode();
      assertTrue(status == 422 || status == 202 || status == 429, status + " for " + body.length());
    }
    anonymously().body(new byte[(1 << 20) + 1]).post(path).then().statusCode(413);
  }

  @Test
  void tooManyEventsAreTurnedAwayForTheRestOfTheMinute() {
    String path = path(hook("quay"));
    Response last = anonymously().body("{}").post(path);
    for (int i = 0; i < 20 && last.statusCode() == 202; i++) {
      last = anonymously().body("{}").post(path);
    }

    last.then().statusCode(429).contentType("application/problem+json");
    assertTrue(Integer.parseInt(last.header("Retry-After")) > 0);
    anonymously().body("{}").post(path(hook("quay"))).then().statusCode(202);
  }

  @Test
  void hooksAreShownWithoutTheirTokensToThoseWhoManageTheNamespaceOnly() {
    JsonPath hook = hook("quay");
    String id = hook.getString("id");

    asAdmin()
        .get(HOOKS + "?namespace=admin")
        .then()
        .body("items.id", hasItem(id))
        .body("items.size()", greaterThan(0));
    String listed = asAdmin().get(HOOKS + "?namespace=admin").asString();
    assertTrue(!listed.contains(hook.getString("token")));
    People.Person maintainer = people.member("admin", "maintainer");
    maintainer.request().get(HOOKS + "?namespace=admin").then().statusCode(403);
    maintainer.request().body(document("quay")).post(HOOKS).then().statusCode(403);
    maintainer.request().delete(HOOKS + "/" + id).then().statusCode(404);
    people.member("admin", "owner").request().delete(HOOKS + "/" + id).then().statusCode(204);
  }

  @Test
  void badInputNamesTheField() {
    asAdmin().get(HOOKS).then().statusCode(422).body("field", equalTo("namespace"));
    asAdmin()
        .body(Map.of("kind", "quay"))
        .post(HOOKS)
        .then()
        .statusCode(422)
        .body("field", equalTo("namespace"));
    asAdmin()
        .body(Map.of("namespace", "admin", "kind", "ecr"))
        .post(HOOKS)
        .then()
        .statusCode(422)
        .body("field", equalTo("kind"))
        .body("detail", containsString("docker-hub, distribution, harbor, quay"));
    asAdmin()
        .body(Map.of("namespace", "no-such-namespace", "kind", "quay"))
        .post(HOOKS)
        .then()
        .statusCode(404)
        .body("detail", containsString("no-such-namespace"));
    asAdmin()
        .body(Map.of("namespace", "admin", "kind", "quay", "name", "x".repeat(101)))
        .post(HOOKS)
        .then()
        .statusCode(422)
        .body("field", equalTo("name"))
        .body("detail", not(containsString("xxx")));
  }

  private static JsonPath hook(String kind) {
    return asAdmin().body(document(kind)).post(HOOKS).then().statusCode(201).extract().jsonPath();
  }

  private static Map<String, String> document(String kind) {
    return Map.of("namespace", "admin", "kind", kind, "name", "The registry");
  }

  private static String path(JsonPath hook) {
    return URI.create(hook.getString("url")).getPath();
  }

  private static String pushed(String image) {
    return "{\"events\":[{\"action\":\"push\",\"target\":{\"repository\":\""
        + image
        + "\",\"tag\":\"1\"},\"request\":{\"host\":\""
        + RegistryStack.NAME
        + "\"}}]}";
  }
}
