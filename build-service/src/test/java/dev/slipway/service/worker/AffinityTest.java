package dev.slipway.service.worker;

import static dev.slipway.service.build.World.commit;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.slipway.service.Api;
import dev.slipway.service.People;
import dev.slipway.service.TestStack;
import dev.slipway.service.build.Workers;
import dev.slipway.service.build.World;
import dev.slipway.service.build.World.Made;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A repository's builds prefer the worker that has its cache, and never wait for it long. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class AffinityTest {

  @Inject World world;
  @Inject People people;
  @Inject ForgetWorkers forgetWorkers;

  /** Ids that no other test has; they sort in this order. */
  private final String one = "w1-" + UUID.randomUUID();

  private final String other = "w2-" + UUID.randomUUID();

  @BeforeEach
  void nobodyIsThere() {
    world.run("delete from worker");
  }

  @Test
  void aBuildIsLeftOnceToTheWorkerThatHasTheCache() {
    Made repository = builtBy(one);
    present(one, 1);
    present(other, 1);
    UUID build = pushed(repository, "d2", 'a', 'b');

    Workers.claim(build, other, 1, other).statusCode(202).body("waitMillis", equalTo(300));
    Workers.claim(build, other, 1, other).statusCode(200);
  }

  @Test
  void theWorkerThatHasTheCacheGetsTheBuildAtOnce() {
    Made repository = builtBy(one);
    present(one, 1);
    present(other, 1);
    UUID build = pushed(repository, "d2", 'a', 'b');

    Workers.claim(build, other, 1, other).statusCode(202);
    Workers.claim(build, one, 1, one).statusCode(200);
    Workers.claim(build, other, 1, other).statusCode(409);
  }

  @Test
  void nobodyWaitsForAWorkerThatIsBusyOrGone() {
    Made repository = builtBy(one);
    present(one, 0);
    present(other, 1);

    Workers.claim(pushed(repository, "d2", 'a', 'b'), other, 1, other).statusCode(200);

    Made second = builtBy(one);
    present(one, 1);
    world.run("update worker set last_seen_at = now() - interval '16 seconds' where id = ?", one);
    Workers.claim(pushed(second, "d2", 'a', 'b'), other, 1, other).statusCode(200);
  }

  @Test
  void nobodyWaitsForACacheThatIsOld() {
    Made repository = builtBy(one);
    present(one, 1);
    world.run(
        "update repository_cache set used_at = now() - interval '8 days' where cache_id = ?", one);

    Workers.claim(pushed(repository, "d2", 'a', 'b'), other, 1, other).statusCode(200);
  }

  @Test
  void aWorkerWithoutCachesAndOneThatHasThemTooNeverWait() {
    Made repository = builtBy(one);
    present(one, 1);

    Workers.claim(pushed(repository, "d2", 'a', 'b'), "plain", 1).statusCode(200);

    Workers.claim(pushed(repository, "d3", 'b', 'c'), other, 1, other).statusCode(202);
    Workers.claim(world.newestBuild(repository), other, 1, other).statusCode(200);
    Workers.claim(pushed(repository, "d4", 'c', 'd'), other, 1, other).statusCode(200);
  }

  @Test
  void aWorkerThatIsAloneNeverWaitsAlsoAfterARestart() {
    Made repository = builtBy(one);
    present(one, 1);
    String restarted = "again-" + one;
    tell(
        restarted,
        Map.of("cacheId", one, "slots", 1, "free", 1, "version", "1", "engines", List.of()));

    Workers.claim(pushed(repository, "d2", 'a', 'b'), restarted, 1, one).statusCode(200);
    Workers.claim(pushed(world.repository(1), "d1", null, 'a'), one, 1, one).statusCode(200);
  }

  @Test
  void administratorsSeeTheWorkers() {
    present(one, 1);
    present(other, 0);
    world.run("update worker set last_seen_at = now() - interval '1 minute' where id = ?", other);

    String next =
        Api.asAdmin()
            .get("/api/v1/workers?limit=1")
            .then()
            .statusCode(200)
            .body("items[0].id", equalTo(one))
            .body("items[0].cacheId", equalTo(one))
            .body("items[0].slots", equalTo(2))
            .body("items[0].free", equalTo(1))
            .body("items[0].version", equalTo("1.2"))
            .body("items[0].engines", equalTo(List.of("native", "buildah")))
            .body("items[0].alive", equalTo(true))
            .extract()
            .path("next");
    Api.asAdmin()
        .get("/api/v1/workers?cursor=" + next)
        .then()
        .body("items.id", equalTo(List.of(other)))
        .body("items[0].alive", equalTo(false));
    people.somebody().request().get("/api/v1/workers").then().statusCode(403);
    Api.anonymously().get("/api/v1/workers").then().statusCode(401);
  }

  @Test
  void aWorkerThatIsNotHeardOfAnyMoreIsForgotten() {
    present(one, 1);
    present(other, 1);
    world.run("update worker set last_seen_at = now() - interval '11 minutes' where id = ?", one);

    forgetWorkers.forget();

    Api.asAdmin()
        .get("/api/v1/workers")
        .then()
        .body("items.id", hasItem(other))
        .body("items.id", not(hasItem(one)));
  }

  @ParameterizedTest
  @CsvSource({"slots, -1", "slots, 100000", "free, 3", "free, -1"})
  void whatAWorkerTellsIsRefusedByField(String field, int value) {
    Map<String, Object> told =
        new HashMap<>(Map.of("slots", 2, "free", 1, "version", "1", "engines", List.of()));
    told.put(field, value);

    tell(one, told).statusCode(422).body("field", equalTo(field));
  }

  @Test
  void onlyAWorkerMayTellThatItIsThere() {
    Api.asAdmin()
        .body("{\"slots\":1,\"free\":1,\"version\":\"1\",\"engines\":[]}")
        .put("/internal/v1/workers/" + one)
        .then()
        .statusCode(403);
    tell(one, Map.of("slots", 1)).statusCode(400);
  }

  private Made builtBy(String cache) {
    Made repository = world.repository(1);
    UUID build = pushed(repository, "d1", null, 'a');
    Workers.claim(build, cache, 1, cache).statusCode(200);
    world.run("update build set state = 'canceled', finished_at = now() where id = ?", build);
    return repository;
  }

  private UUID pushed(Made repository, String delivery, @Nullable Character before, char commit) {
    world.push(repository, delivery, before == null ? null : commit(before), commit(commit));
    return world.newestBuild(repository);
  }

  private static void present(String worker, int free) {
    tell(
            worker,
            Map.of(
                "cacheId",
                worker,
                "slots",
                2,
                "free",
                free,
                "version",
                "1.2",
                "engines",
                List.of("native", "buildah")))
        .statusCode(204);
  }

  private static ValidatableResponse tell(String worker, Map<String, ?> body) {
    return given()
        .auth()
        .oauth2(Api.WORKER_TOKEN)
        .contentType(ContentType.JSON)
        .body(body)
        .put("/internal/v1/workers/" + worker)
        .then();
  }
}
