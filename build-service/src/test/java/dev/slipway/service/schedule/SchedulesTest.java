package dev.slipway.service.schedule;

import static dev.slipway.service.build.World.commit;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import dev.slipway.service.Api;
import dev.slipway.service.People;
import dev.slipway.service.TestStack;
import dev.slipway.service.build.World;
import dev.slipway.service.build.World.Made;
import dev.slipway.service.source.TestingRemoteRefs;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class SchedulesTest {

  @Inject World world;
  @Inject People people;
  @Inject TestingRemoteRefs remotes;

  @Test
  void aScheduleSaysWhenItIsDueNext() {
    Made repository = world.repository(1);

    create(repository, Map.of("timeZone", "Asia/Tokyo"))
        .then()
        .statusCode(201)
        .body("name", equalTo("nightly"))
        .body("cron", equalTo("30 3 * * *"))
        .body("timeZone", equalTo("Asia/Tokyo"))
        .body("nextRunAt", endsWith("18:30:00Z"))
        .body("enabled", equalTo(true))
        .body("cache", equalTo(true))
        .body("lastRunAt", nullValue());
    Api.asAdmin().get(path(repository)).then().statusCode(200).body("items", hasSize(1));
  }

  @Test
  void aScheduleIsReplacedSwitchedOffAndRemoved() {
    Made repository = world.repository(1);
    String one = path(repository) + "/" + create(repository, Map.of()).path("id");

    Api.asAdmin()
        .body(Map.of("name", "weekly", "cron", "0 4 * * 1", "enabled", false))
        .put(one)
        .then()
        .statusCode(200)
        .body("name", equalTo("weekly"))
        .body("nextRunAt", nullValue());
    Api.asAdmin().get(one).then().statusCode(200).body("cron", equalTo("0 4 * * 1"));
    Api.asAdmin().delete(one).then().statusCode(204);
    Api.asAdmin().get(one).then().statusCode(404);
    Api.asAdmin().delete(one).then().statusCode(404);
  }

  @Test
  void whatIsWrongIsNamed() {
    Made repository = world.repository(1);

    refused(repository, "name", Map.of("name", ""));
    refused(repository, "name", Map.of("name", "x".repeat(101)));
    refused(repository, "cron", Map.of("cron", ""));
    refused(repository, "cron", Map.of("cron", "@daily"));
    refused(repository, "cron", Map.of("cron", "*/4 * * * *"));
    refused(repository, "cron", Map.of("cron", "0 0 30 2 *"));
    refused(repository, "timeZone", Map.of("timeZone", "Mars/Olympus"));
    refused(repository, "type", Map.of("type", "twig", "ref", "main"));
    refused(repository, "type", Map.of("ref", "main"));
    refused(repository, "ref", Map.of("type", "branch"));
    refused(repository, "ref", Map.of("type", "branch", "ref", "a..b"));
    refused(repository, "rule", Map.of("rule", UUID.randomUUID().toString()));
    create(repository, Map.of("cron", "0 25 * * *"))
        .then()
        .statusCode(422)
        .body("position", equalTo(3))
        .body("detail", containsString("hour"));
    Api.asAdmin().post(path(repository)).then().statusCode(422);
  }

  @Test
  void aNameIsTakenOnceAndThereIsAnEndOfSchedules() {
    Made repository = world.repository(1);
    create(repository, Map.of()).then().statusCode(201);

    create(repository, Map.of()).then().statusCode(409);
    for (int i = 1; i < 20; i++) {
      create(repository, Map.of("name", "s" + i)).then().statusCode(201);
    }
    create(repository, Map.of("name", "s20")).then().statusCode(409);
  }

  @Test
  void onlyWhoMayConfigureMakesSchedules() {
    Made repository = world.repository(1);
    People.Person reader = people.member("acme", "reader");

    reader.request().get(path(repository)).then().statusCode(200);
    reader.request().body(body(Map.of())).post(path(repository)).then().statusCode(403);
    people.somebody().request().get(path(repository)).then().statusCode(404);
  }

  @Test
  void whatWasMissedWhileNoServiceRanIsMadeUpForOnce() {
    Made repository = world.repository(1);
    String id = create(repository, Map.of("cache", false)).path("id");

    due(id, "3 days");

    awaitResult(repository, id, "1 build.");
    assertEquals(List.of("tip queued"), world.builds(repository));
    Api.asAdmin()
        .get("/api/v1/builds/" + world.newestBuild(repository))
        .then()
        .body("cause", equalTo("schedule"))
        .body("causeDetail", equalTo("nightly"));
    Api.asAdmin()
        .get(path(repository) + "/" + id)
        .then()
        .body("lastRunAt", notNullValue())
        .body("lastBuilds", equalTo(List.of(world.newestBuild(repository).toString())))
        .body("nextRunAt", endsWith("03:30:00Z"));
    assertEquals(
        List.of("without cache, due later"),
        world.strings(
            "select case when b.use_cache then 'with' else 'without' end || ' cache, due '"
                + " || case when s.next_run_at > now() then 'later' else 'before' end"
                + " from build b join schedule s on s.repository_id = b.repository_id"
                + " where b.repository_id = ?",
            repository.id()));
  }

  @Test
  void aRunThatWasBrokenOffIsTakenUpAgainAndBuildsNothingTwice() {
    Made repository = world.repository(1);
    String id = create(repository, Map.of()).path("id");
    due(id, "1 hour");
    awaitResult(repository, id, "1 build.");
    world.run(
        "update build set state = 'success', digest = ?, started_at = now(), finished_at = now()"
            + " where repository_id = ?",
        "sha256:" + "d".repeat(64),
        repository.id());

    world.run(
        "update schedule s set last_result = null, next_attempt_at = now(), next_run_at ="
            + " substring(a.admission_key from 'schedule:[^:]*:(.*Z):')::timestamptz from admission a"
            + " where a.repository_id = s.repository_id and s.id = ?",
        UUID.fromString(id));

    awaitResult(repository, id, "1 build.");
    assertEquals(1, world.builds(repository).size());
  }

  @Test
  void anUnchangedCommitIsLeftAloneWhenAsked() {
    Made repository = world.repository(1);
    RefName main = RefName.branch("main");
    remotes.put(repository.id(), "main", Map.of(main, new CommitSha(commit('a'))));
    world.push(repository, "d1", null, commit('a'));
    String id =
        create(repository, Map.of("type", "branch", "ref", "main", "onlyWhenChanged", true))
            .path("id");

    due(id, "1 minute");
    awaitResult(repository, id, "Nothing was built: no commit is new since it was last built.");
    remotes.put(repository.id(), "main", Map.of(main, new CommitSha(commit('b'))));
    due(id, "1 minute");

    awaitResult(repository, id, "1 build.");
    assertEquals("b queued", world.builds(repository).get(1));
  }

  @Test
  void aRemoteThatCannotBeAskedIsTriedAgainAndTheReasonIsShown() {
    Made repository = world.repository(1);
    String id = create(repository, Map.of("onlyWhenChanged", true)).path("id");

    due(id, "1 minute");

    awaitResult(
        repository,
        id,
        "The remote could not be asked: The Git host git.example.com can't be reached.");
    assertEquals(
        List.of("0"),
        world.strings("select attempts::text from schedule where id = ?", UUID.fromString(id)));
  }

  @Test
  void aScheduleThatNamesNothingSaysSo() {
    Made repository = world.repository(1);
    String id = create(repository, Map.of("type", "tag", "ref", "v1")).path("id");

    due(id, "1 minute");

    awaitResult(repository, id, "No rule builds what the schedule names.");
  }

  private void due(String id, String since) {
    world.run(
        "update schedule set next_run_at = now() - cast(? as interval),"
            + " next_attempt_at = now() - cast(? as interval) where id = ?",
        since,
        since,
        UUID.fromString(id));
  }

  private static void awaitResult(Made repository, String id, String result) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                Api.asAdmin()
                    .get(path(repository) + "/" + id)
                    .then()
                    .body("lastResult", equalTo(result)));
  }

  private static void refused(Made repository, String field, Map<String, ?> changes) {
    create(repository, changes)
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("field", equalTo(field));
  }

  private static Response create(Made repository, Map<String, ?> changes) {
    return Api.asAdmin().body(body(changes)).post(path(repository));
  }

  private static Map<String, Object> body(Map<String, ?> changes) {
    Map<String, Object> body = new HashMap<>(Map.of("name", "nightly", "cron", "30 3 * * *"));
    body.putAll(changes);
    return body;
  }

  private static String path(Made repository) {
    return Api.REPOSITORIES + "/" + repository.name() + "/schedules";
  }
}
