package dev.slipway.service.build;

import static dev.slipway.service.build.World.commit;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.core.message.BuildEvent;
import dev.slipway.service.TestStack;
import dev.slipway.service.build.World.Made;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class WorkerProtocolTest {

  @Inject World world;
  @Inject FinishBuild finishBuild;
  @Inject ReapBuilds reapBuilds;
  @Inject CancelBuild cancelBuild;
  @Inject BuildQueries queries;

  @Test
  void aClaimStartsTheBuildAndGivesAllThatTheWorkerNeeds() {
    Made repository = pushed('a');
    UUID build = world.newestBuild(repository);

    Workers.claim(build, "w1", 1)
        .statusCode(200)
        .body("buildId", equalTo(build.toString()))
        .body("commit", equalTo(commit('a')))
        .body("leaseSeconds", equalTo(15))
        .body("source.cloneUrl", notNullValue())
        .body("attestations", equalTo(true))
        .body("destinations[0].image", notNullValue());

    assertEquals(List.of("a building"), world.builds(repository));
  }

  @Test
  void aBuildIsGivenToOneWorkerWhichMayAskTwice() {
    UUID build = world.newestBuild(pushed('a'));
    Workers.claim(build, "w1", 1).statusCode(200);

    Workers.claim(build, "w1", 1).statusCode(200);
    Workers.claim(build, "w2", 1).statusCode(409).body("cause", equalTo("LEASE_LOST"));
  }

  @Test
  void anUnknownBuildIsNotFound() {
    Workers.claim(UUID.randomUUID(), "w1", 1).statusCode(404);
  }

  @Test
  void onlyAWorkerMayAsk() {
    UUID build = world.newestBuild(pushed('a'));

    dev.slipway.service.Api.asAdmin()
        .body("{\"workerId\":\"w1\",\"attempt\":1}")
        .post("/internal/v1/builds/" + build + "/claim")
        .then()
        .statusCode(403);
  }

  @Test
  void aHeartbeatRenewsTheLeaseAndTellsThePhase() {
    Made repository = pushed('a');
    UUID build = claimed(repository, "w1");

    Workers.heartbeat(build, "w1", 1, "PUSHING")
        .statusCode(200)
        .body("leaseSeconds", equalTo(15))
        .body("stop", nullValue());

    assertEquals(List.of("a pushing"), world.builds(repository));
  }

  @Test
  void aWorkerThatLostItsLeaseChangesNothingMore() {
    Made repository = pushed('a');
    UUID build = claimed(repository, "w1");
    loseLease(build);
    // The service's own reaper may hold the row just now, and is then the one that frees it.
    await()
        .untilAsserted(
            () -> {
              reapBuilds.reapLost();
              assertEquals(List.of("a queued"), world.builds(repository));
            });
    Workers.claim(build, "w2", 2).statusCode(200);

    Workers.heartbeat(build, "w1", 1, "BUILDING")
        .statusCode(409)
        .body("cause", equalTo("LEASE_LOST"));
    Workers.permit(build, "w1", 1, 'a').statusCode(409).body("cause", equalTo("LEASE_LOST"));
    Workers.claim(build, "w1", 1).statusCode(409);
    finishBuild.finish(build, 1, Instant.now(), success('a'));

    assertEquals(List.of("a building"), world.builds(repository));
    Workers.permit(build, "w2", 2, 'a').statusCode(200);
    finishBuild.finish(build, 2, Instant.now(), success('a'));
    assertEquals(List.of("a success"), world.builds(repository));
  }

  @Test
  void aNewerBuildMayPublishAndTheOlderOneThenMayNot() {
    Made repository = pushed('a');
    UUID older = claimed(repository, "w1");
    UUID newer = claimedNewer(repository);

    Workers.permit(newer, "w2", 1, 'b').statusCode(200);

    withoutStop(older);
    Workers.permit(older, "w1", 1, 'a').statusCode(409).body("cause", equalTo("SUPERSEDED"));
  }

  @Test
  void aNewerBuildWaitsWhileAnOlderOneWritesItsTags() {
    Made repository = pushed('a');
    UUID older = claimed(repository, "w1");
    Workers.permit(older, "w1", 1, 'a').statusCode(200);
    UUID newer = claimedNewer(repository);

    CompletableFuture<Integer> waiting =
        CompletableFuture.supplyAsync(
            () -> Workers.permit(newer, "w2", 1, 'b').extract().statusCode());
    assertEquals(List.of("a pushing", "b building"), world.builds(repository));
    finishBuild.finish(older, 1, Instant.now(), success('a'));

    assertEquals(200, waiting.join());
    assertEquals(List.of("a success", "b pushing"), world.builds(repository));
    assertEquals(
        List.of(newer.toString()),
        world.strings(
            "select build_id::text from tag_permit where repository_id = ?", repository.id()));
  }

  @Test
  void aNewerCommitStopsTheRunningBuildOfTheOlderOne() {
    Made repository = pushed('a');
    UUID older = claimed(repository, "w1");

    world.push(repository, "d2", commit('a'), commit('b'));

    Workers.heartbeat(older, "w1", 1, "BUILDING")
        .statusCode(200)
        .body("stop.cause", equalTo("SUPERSEDED"));
    Workers.permit(older, "w1", 1, 'a').statusCode(409).body("cause", equalTo("SUPERSEDED"));
    finishBuild.finish(older, 1, Instant.now(), ended(BuildEvent.Status.SUPERSEDED));
    assertEquals(List.of("a superseded", "b queued"), world.builds(repository));
  }

  @Test
  void aCanceledBuildStopsAtItsNextHeartbeat() {
    Made repository = pushed('a');
    UUID build = claimed(repository, "w1");

    cancelBuild.cancel(build, "alice");

    Workers.heartbeat(build, "w1", 1, "BUILDING")
        .statusCode(200)
        .body("stop.cause", equalTo("CANCELED"))
        .body("stop.reason", equalTo("Canceled by alice."));
    finishBuild.finish(build, 1, Instant.now(), ended(BuildEvent.Status.CANCELED));
    assertEquals(List.of("a canceled"), world.builds(repository));
    Workers.heartbeat(build, "w1", 1, "BUILDING")
        .statusCode(409)
        .body("cause", equalTo("CANCELED"));
  }

  @Test
  void aBuildThatWasCanceledWhileItWaitedIsNotGivenAway() {
    UUID build = world.newestBuild(pushed('a'));
    cancelBuild.cancel(build, "alice");

    Workers.claim(build, "w1", 1).statusCode(409).body("cause", equalTo("CANCELED"));
  }

  @Test
  void aSuccessThatCameBeforeTheCancelWasHeardStays() {
    Made repository = pushed('a');
    UUID build = claimed(repository, "w1");
    cancelBuild.cancel(build, "alice");

    finishBuild.finish(build, 1, Instant.now(), success('a'));

    BuildView shown = queries.byId(build).orElseThrow().build();
    assertEquals("success", shown.state());
    assertEquals("docker pull 127.0.0.1:8080/acme/app:tag0", shown.pullCommand());
    assertEquals("native", shown.engine());
  }

  private Made pushed(char commit) {
    Made repository = world.repository(1);
    world.push(repository, "d1", null, commit(commit));
    return repository;
  }

  private UUID claimed(Made repository, String worker) {
    UUID build = world.newestBuild(repository);
    Workers.claim(build, worker, 1).statusCode(200);
    return build;
  }

  private UUID claimedNewer(Made repository) {
    world.push(repository, "d2", commit('a'), commit('b'));
    return claimed(repository, "w2");
  }

  /** As if nobody had asked it to stop: the permit has to hold by itself. */
  private void withoutStop(UUID build) {
    world.run("update build set stop_cause = null, stop_reason = null where id = ?", build);
  }

  private void loseLease(UUID build) {
    world.run("update build set lease_until = now() - interval '1 second' where id = ?", build);
  }

  private static BuildEvent.Outcome success(char commit) {
    return new BuildEvent.Outcome(
        BuildEvent.Status.SUCCESS,
        "Published.",
        commit(commit),
        "Change something",
        "native",
        Workers.DIGEST,
        123,
        List.of("127.0.0.1:8080/acme/app:tag0"),
        List.of(),
        null);
  }

  private static BuildEvent.Outcome ended(BuildEvent.Status status) {
    return new BuildEvent.Outcome(
        status, "stopped", null, null, null, null, 0, List.of(), List.of(), null);
  }
}
