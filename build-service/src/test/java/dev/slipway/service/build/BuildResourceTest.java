package dev.slipway.service.build;

import static dev.slipway.service.build.World.commit;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.service.Api;
import dev.slipway.service.TestStack;
import dev.slipway.service.build.World.Made;
import dev.slipway.service.log.StoreLog;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class BuildResourceTest {

  @Inject World world;
  @Inject StoreLog storeLog;

  @Test
  void aBuildTellsWhatItBuildsAndWhatItWaitsFor() {
    Made repository = world.repository(1);
    world.push(repository, "d1", null, commit('a'));
    UUID build = world.newestBuild(repository);

    Api.asAdmin()
        .get("/api/v1/builds/" + build)
        .then()
        .statusCode(200)
        .body("repository", equalTo(repository.name()))
        .body("type", equalTo("branch"))
        .body("ref", equalTo("main"))
        .body("commit", equalTo(commit('a')))
        .body("tags", equalTo(List.of("tag0")))
        .body("state", equalTo("queued"))
        .body("reason", equalTo("Waits for a free worker."))
        .body("cause", equalTo("webhook"))
        .body("causedBy", equalTo("octocat"))
        .body("attempt", equalTo(1))
        .body("createdAt", notNullValue())
        .body("digest", nullValue())
        .body("links.log", equalTo("/api/v1/builds/" + build + "/log"));
  }

  @Test
  void buildsAreListedNewestFirstAndInPages() {
    Made repository = world.repository(3);
    world.push(repository, "d1", null, commit('a'));
    List<UUID> made = world.buildIds(repository);

    String next =
        Api.asAdmin()
            .get(builds(repository) + "?limit=2")
            .then()
            .statusCode(200)
            .body("items.id", equalTo(List.of(made.get(2).toString(), made.get(1).toString())))
            .extract()
            .path("next");

    Api.asAdmin()
        .get(builds(repository) + "?limit=2&cursor=" + next)
        .then()
        .body("items.id", equalTo(List.of(made.get(0).toString())))
        .body("next", nullValue());
    Api.asAdmin().get(builds(repository) + "?limit=0").then().statusCode(422);
    Api.asAdmin().get(builds(repository) + "?cursor=x").then().statusCode(422);
  }

  @Test
  void aManualBuildIsMadeForEachRuleThatMatches() {
    Made repository = world.repository(2);

    Api.asAdmin()
        .body(Map.of("type", "branch", "ref", "main"))
        .post(builds(repository))
        .then()
        .statusCode(201)
        .body("items", hasSize(2))
        .body("items[0].cause", equalTo("manual"))
        .body("items[0].commit", nullValue());
    assertEquals(List.of("tip queued", "tip queued"), world.builds(repository));
  }

  @Test
  void aManualBuildThatNoRuleMatchesIsRefusedWithTheReason() {
    Made repository = world.repository(1);

    Api.asAdmin()
        .body(Map.of("type", "branch", "ref", "other"))
        .post(builds(repository))
        .then()
        .statusCode(422)
        .body("field", equalTo("ref"))
        .body("detail", containsString("no rule builds branch other"));
    Api.asAdmin()
        .body(Map.of("type", "twig", "ref", "main"))
        .post(builds(repository))
        .then()
        .statusCode(422)
        .body("field", equalTo("type"));
    Api.asAdmin()
        .body(Map.of("type", "branch", "ref", "--upload-pack=x"))
        .post(builds(repository))
        .then()
        .statusCode(422)
        .body("field", equalTo("ref"));
  }

  @Test
  void aWaitingBuildIsCanceledAtOnceAndOnlyOnce() {
    Made repository = world.repository(1);
    world.push(repository, "d1", null, commit('a'));
    String build = "/api/v1/builds/" + world.newestBuild(repository);

    Api.asAdmin().post(build + "/cancel").then().statusCode(200).body("state", equalTo("canceled"));
    Api.asAdmin().post(build + "/cancel").then().statusCode(409);
  }

  @Test
  void aBuildThatWritesItsTagsIsNotCanceledAnyMore() {
    Made repository = world.repository(1);
    world.push(repository, "d1", null, commit('a'));
    UUID build = world.newestBuild(repository);
    Workers.claim(build, "w1", 1).statusCode(200);
    Workers.permit(build, "w1", 1, 'a').statusCode(200);

    Api.asAdmin().post("/api/v1/builds/" + build + "/cancel").then().statusCode(409);
  }

  @Test
  void aBuildThatIsOverCanBeRetriedUnlessANewerCommitCame() {
    Made repository = world.repository(1);
    world.push(repository, "d1", null, commit('a'));
    String first = "/api/v1/builds/" + world.newestBuild(repository);
    Api.asAdmin().post(first + "/retry").then().statusCode(409);
    Api.asAdmin().post(first + "/cancel").then().statusCode(200);

    Api.asAdmin()
        .post(first + "/retry")
        .then()
        .statusCode(201)
        .body("commit", equalTo(commit('a')))
        .body("state", equalTo("queued"));
    world.push(repository, "d2", commit('a'), commit('b'));
    Api.asAdmin()
        .post(first + "/retry")
        .then()
        .statusCode(409)
        .body("detail", containsString("bbbbbbb"));
  }

  @Test
  void deliveriesAreListedWithWhatTheyMade() {
    Made repository = world.repository(1);
    world.push(repository, "d1", null, commit('a'));
    world.push(repository, "d1", null, commit('a'));

    Api.asAdmin()
        .get("/api/v1/repositories/" + repository.name() + "/deliveries")
        .then()
        .statusCode(200)
        .body("items", hasSize(1))
        .body("items[0].deliveryId", equalTo("d1"))
        .body("items[0].receptions", equalTo(2))
        .body("items[0].refUpdates[0].type", equalTo("branch"))
        .body("items[0].refUpdates[0].verdicts[0].matched", equalTo(true))
        .body(
            "items[0].refUpdates[0].verdicts[0].builds[0].id",
            equalTo(world.newestBuild(repository).toString()));
  }

  @Test
  void whatDoesNotExistIsNotFound() {
    Api.asAdmin().get("/api/v1/builds/" + UUID.randomUUID()).then().statusCode(404);
    Api.asAdmin().get("/api/v1/builds/no-id").then().statusCode(404);
    Api.asAdmin().get("/api/v1/repositories/acme/none/builds").then().statusCode(404);
    Api.anonymously().get("/api/v1/builds/" + UUID.randomUUID()).then().statusCode(401);
  }

  @Test
  void thePageShowsTheLogAsTextAndNeverAsMarkup() {
    Made repository = world.repository(1);
    world.push(repository, "d1", null, commit('a'));
    UUID build = world.newestBuild(repository);
    storeLog.append(build, 1, 0, "<img src=x onerror=alert(1)>\n");

    Api.asAdmin()
        .accept("text/html")
        .get("/repositories/" + repository.name() + "/builds/" + build)
        .then()
        .statusCode(200)
        .body(containsString("&lt;img src=x onerror=alert(1)&gt;"))
        .body(not(containsString("<img src=x")))
        .body(containsString("Waits for a free worker."))
        .body(containsString("/log/stream?offset=29"));
    Api.asAdmin()
        .accept("text/html")
        .get("/repositories/acme/other/builds/" + build)
        .then()
        .statusCode(404);
  }

  @Test
  void itIsReadyWithDatabaseAndKafkaAndCounts() {
    Api.anonymously().get("/q/health/ready").then().statusCode(200);
    Made repository = world.repository(1);
    world.push(repository, "d1", null, commit('a'));

    Api.asAdmin()
        .get("/q/metrics")
        .then()
        .statusCode(200)
        .body(containsString("slipway_builds_admitted_total{cause=\"webhook\"}"))
        .body(containsString("slipway_deliveries_total"))
        .body(containsString("slipway_builds_queue_age_seconds"));
  }

  private static String builds(Made repository) {
    return "/api/v1/repositories/" + repository.name() + "/builds";
  }
}
