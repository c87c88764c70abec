package dev.slipway.service.trigger;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.slipway.service.Api;
import dev.slipway.service.People;
import dev.slipway.service.TestStack;
import dev.slipway.service.build.World;
import dev.slipway.service.build.World.Made;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How triggers are made, shown, renewed and revoked. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class TriggersTest {

  @Inject World world;
  @Inject People people;

  @Test
  void aTriggerShowsItsUrlOnceAndItsTokenIsNowhereElse() {
    Made repository = world.repository(1);

    Response made = create(repository, "ci");

    made.then()
        .statusCode(201)
        .header("Cache-Control", equalTo("no-store"))
        .body("name", equalTo("ci"))
        .body("createdAt", notNullValue())
        .body("url", containsString("/api/build/v1/source/" + repository.id() + "/trigger/"));
    String token = token(made.path("url"));
    assertEquals(43, token.length());
    Api.asAdmin()
        .get(triggers(repository))
        .then()
        .statusCode(200)
        .body("items.uuid", equalTo(List.of(made.<String>path("uuid"))))
        .body("items[0].lastCalledAt", nullValue())
        .body(not(containsString(token)));
    assertEquals(
        List.of(),
        world.strings(
            "select name from build_trigger t where repository_id = ? and t::text like ?",
            repository.id(),
            "%" + token + "%"));
  }

  @Test
  void aRegeneratedTriggerKeepsItsNameAndItsOldUrlOpensNothing() {
    Made repository = world.repository(1);
    Response made = create(repository, "ci");
    String old = path(made.path("url"));

    Response renewed =
        Api.asAdmin().post(triggers(repository) + "/" + made.path("uuid") + "/regenerate");

    renewed.then().statusCode(200).body("uuid", equalTo(made.path("uuid")));
    assertNotEquals(made.<String>path("url"), renewed.path("url"));
    Api.anonymously().post(old).then().statusCode(404);
    Api.anonymously().post(path(renewed.path("url"))).then().statusCode(200);
  }

  @Test
  void aRevokedTriggerOpensNothingAndItsBuildsStay() {
    Made repository = world.repository(1);
    Response made = create(repository, "ci");
    String url = path(made.path("url"));
    Api.anonymously().post(url).then().statusCode(200);

    Api.asAdmin().delete(triggers(repository) + "/" + made.path("uuid")).then().statusCode(204);

    Api.anonymously().post(url).then().statusCode(404);
    assertEquals(List.of("tip queued"), world.builds(repository));
    Api.asAdmin().delete(triggers(repository) + "/" + made.path("uuid")).then().statusCode(404);
  }

  @Test
  void aBadNameIsRefusedAndSoIsOneThatIsTaken() {
    Made repository = world.repository(1);
    create(repository, "ci").then().statusCode(201);

    create(repository, "ci").then().statusCode(409).body("detail", containsString("\"ci\""));
    for (String name : List.of("", "  ", "x".repeat(101), "a\u0007b")) {
      create(repository, name).then().statusCode(422).body("field", equalTo("name"));
    }
    Api.asAdmin().body("{}").post(triggers(repository)).then().statusCode(422);
    Api.asAdmin().post(triggers(repository)).then().statusCode(422);
  }

  @Test
  void aRepositoryHasSoManyTriggersAndNoMore() {
    Made repository = world.repository(1);
    for (int i = 0; i < 20; i++) {
      create(repository, "t" + i).then().statusCode(201);
    }

    create(repository, "t20").then().statusCode(409).body("detail", containsString("20"));
  }

  @Test
  void onlyWhoMayConfigureMakesTriggersAndStrangersSeeNothing() {
    Made repository = world.repository(1);
    People.Person reader = people.member("acme", "reader");
    String uuid = create(repository, "ci").path("uuid");

    reader.request().get(triggers(repository)).then().statusCode(200);
    reader.request().get(triggers(repository) + "/" + uuid + "/calls").then().statusCode(200);
    reader.request().body(Map.of("name", "x")).post(triggers(repository)).then().statusCode(403);
    reader.request().delete(triggers(repository) + "/" + uuid).then().statusCode(403);
    reader.request().post(triggers(repository) + "/" + uuid + "/regenerate").then().statusCode(403);
    people.somebody().request().get(triggers(repository)).then().statusCode(404);
  }

  @Test
  void aTriggerOfAnotherRepositoryIsNotThere() {
    Made repository = world.repository(1);
    Made other = world.repository(1);
    String uuid = create(repository, "ci").path("uuid");

    Api.asAdmin().get(triggers(other) + "/" + uuid + "/calls").then().statusCode(404);
    Api.asAdmin().post(triggers(other) + "/" + uuid + "/regenerate").then().statusCode(404);
    Api.asAdmin().delete(triggers(other) + "/" + uuid).then().statusCode(404);
    Api.asAdmin()
        .get(triggers(repository) + "/" + UUID.randomUUID() + "/calls")
        .then()
        .statusCode(404);
  }

  @Test
  void callsAreLoggedWithWhatCameOfThem() {
    Made repository = world.repository(1);
    Response made = create(repository, "ci");
    String url = path(made.path("url"));
    String build =
        Api.anonymously()
            .contentType("application/json")
            .body("{\"build\":true}")
            .post(url)
            .path("[0].build_code");
    Api.anonymously()
        .contentType("application/json")
        .body("{\"docker_tag\":\u0000")
        .post(url)
        .then()
        .statusCode(400);

    Api.asAdmin()
        .get(triggers(repository) + "/" + made.path("uuid") + "/calls")
        .then()
        .statusCode(200)
        .body("items", hasSize(2))
        .body("items[0].status", equalTo(400))
        .body("items[0].body", equalTo("{\"docker_tag\":?"))
        .body("items[0].result", containsString("neither valid JSON nor a form"))
        .body("items[1].status", equalTo(200))
        .body("items[1].address", equalTo("127.0.0.1"))
        .body("items[1].builds", equalTo(List.of(build)))
        .body("items[1].result", startsWith("1 build made"));
    Api.asAdmin()
        .get(triggers(repository))
        .then()
        .body("items[0].lastStatus", equalTo(400))
        .body("items[0].lastCalledAt", notNullValue());
  }

  @Test
  void theLogKeepsTheLastCalls() {
    Made repository = world.repository(1);
    Response made = create(repository, "ci");
    for (int i = 0; i < 55; i++) {
      world.run(
          "update build_trigger set allowance = 5 where id = ?",
          UUID.fromString(made.path("uuid")));
      Api.anonymously()
          .body("docker_tag=none" + i)
          .contentType("application/x-www-form-urlencoded; charset=UTF-8")
          .post(path(made.path("url")));
    }

    Api.asAdmin()
        .get(triggers(repository) + "/" + made.path("uuid") + "/calls")
        .then()
        .body("items", hasSize(50))
        .body("items[0].body", equalTo("docker_tag=none54"))
        .body("items.status", everyItem(equalTo(200)));
    assertEquals(
        List.of("50"),
        world.strings(
            "select count(*)::text from trigger_call where trigger_id = ?",
            UUID.fromString(made.path("uuid"))));
  }

  private static Response create(Made repository, String name) {
    return Api.asAdmin().body(Map.of("name", name)).post(triggers(repository));
  }

  private static String triggers(Made repository) {
    return Api.REPOSITORIES + "/" + repository.name() + "/triggers";
  }

  private static String path(String url) {
    return url.substring(url.indexOf("/api/"));
  }

  private static String token(String url) {
    return url.replaceAll(".*/trigger/(.*)/call/", "$1");
  }
}
