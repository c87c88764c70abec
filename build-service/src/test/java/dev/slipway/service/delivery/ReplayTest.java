package dev.slipway.service.delivery;

import static dev.slipway.service.Api.asAdmin;
import static dev.slipway.service.build.World.commit;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.RefType;
import dev.slipway.core.message.DeliveryRecorded;
import dev.slipway.core.message.DeliveryRejected;
import dev.slipway.core.message.Topics;
import dev.slipway.service.Api;
import dev.slipway.service.People;
import dev.slipway.service.People.Person;
import dev.slipway.service.TestStack;
import dev.slipway.service.build.World;
import dev.slipway.service.build.World.Made;
import dev.slipway.service.outbox.MessageSender;
import dev.slipway.service.outbox.OutboxMessage;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What becomes of deliveries later: replayed, rejected, and removed. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class ReplayTest {

  @Inject World world;
  @Inject People people;
  @Inject RecordDelivery recordDelivery;
  @Inject Deliveries deliveries;
  @Inject MessageSender kafka;
  @Inject ObjectMapper json;

  @Test
  void aReplayBuildsTheCommitAgainByTheRulesAsTheyAreNow() {
    Made repository = world.repository(2);
    world.push(repository, "d1", null, commit('a'));
    finish(repository);
    world.run("update build_rule set tag = 'edge' where id = ?", repository.rules().get(0));
    world.run("update build_rule set active = false where id = ?", repository.rules().get(1));

    asAdmin()
        .post(path(repository, "d1") + "/replay")
        .then()
        .statusCode(200)
        .body("deliveryId", equalTo("d1"))
        .body("refs[0].outcome", equalTo("judged"))
        .body("refs[0].verdicts[0].tags", equalTo(List.of("edge")))
        .body("refs[0].verdicts[0].builds[0].decision", equalTo("admitted"))
        .body("refs[0].verdicts[0].builds[0].state", equalTo("queued"))
        .body("refs[0].verdicts[1].matched", equalTo(false))
        .body("refs[0].verdicts[1].builds", hasSize(0));

    assertEquals(List.of("a success", "a success", "a queued"), world.builds(repository));
    UUID build = world.newestBuild(repository);
    asAdmin()
        .get("/api/v1/builds/" + build)
        .then()
        .body("cause", equalTo("replay"))
        .body("causedBy", notNullValue());
    asAdmin()
        .get(path(repository, "d1"))
        .then()
        .statusCode(200)
        .body("refUpdates[0].verdicts[0].builds", hasSize(1))
        .body("replays", hasSize(1))
        .body("replays[0].build.id", equalTo(build.toString()))
        .body("replays[0].rule", equalTo(repository.rules().get(0).toString()));
  }

  @Test
  void aRefThatMovedOnSinceIsNotBuilt() {
    Made repository = world.repository(1);
    world.push(repository, "d1", null, commit('a'));
    world.push(repository, "d2", commit('a'), commit('b'));
    finish(repository);

    asAdmin()
        .post(path(repository, "d1") + "/replay")
        .then()
        .statusCode(200)
        .body("refs[0].outcome", equalTo("moved_on"))
        .body("refs[0].reason", containsString("bbbbbbb"));

    assertEquals(List.of("a superseded", "b success"), world.builds(repository));
  }

  @Test
  void aCommitThatANewerBuildHasReplacedWithoutADeliveryIsNotBuilt() {
    Made repository = world.repository(1);
    world.push(repository, "d1", null, commit('a'));
    finish(repository);
    asAdmin()
        .body("{\"type\":\"branch\",\"ref\":\"main\"}")
        .post(Api.REPOSITORIES + "/" + repository.name() + "/builds")
        .then()
        .statusCode(201);
    world.run(
        "update build set commit_sha = ? where id = ?", commit('c'), world.newestBuild(repository));

    asAdmin()
        .post(path(repository, "d1") + "/replay")
        .then()
        .statusCode(200)
        .body("refs[0].verdicts[0].matched", equalTo(false))
        .body("refs[0].verdicts[0].reason", containsString("ccccccc"));

    assertEquals(List.of("a success", "c queued"), world.builds(repository));
  }

  @Test
  void aDeletedRefIsNotBuilt() {
    Made repository = world.repository(1);
    world.push(repository, "d1", null, commit('a'));
    finish(repository);
    recordDelivery.record(deletion(repository, "d2"));

    for (String delivery : List.of("d1", "d2")) {
      asAdmin()
          .post(path(repository, delivery) + "/replay")
          .then()
          .statusCode(200)
          .body("refs[0].outcome", equalTo("deleted"));
    }

    assertEquals(List.of("a success"), world.builds(repository));
  }

  @Test
  void whoMayOnlyReadMayNotReplay() {
    Made repository = world.repository(1);
    world.push(repository, "d1", null, commit('a'));
    Person reader = people.member("acme", "reader");

    reader.request().get(path(repository, "d1")).then().statusCode(200);
    reader.request().post(path(repository, "d1") + "/replay").then().statusCode(403);
    people.somebody().request().get(path(repository, "d1")).then().statusCode(404);
    people.somebody().request().post(path(repository, "d1") + "/replay").then().statusCode(404);
  }

  @Test
  void aDeliveryOfAnotherRepositoryIsNotThere() {
    Made repository = world.repository(1);
    world.push(repository, "d1", null, commit('a'));
    Made other = world.repository(1);
    String base = Api.REPOSITORIES + "/" + other.name() + "/deliveries/";

    for (String id : List.of(stored(repository, "d1").toString(), "no-uuid")) {
      asAdmin().get(base + id).then().statusCode(404);
      asAdmin().post(base + id + "/replay").then().statusCode(404);
    }
  }

  @Test
  void rejectionsAreCountedInOneRowForEachReason() throws Exception {
    Made repository = world.repository(1);
    Instant first = Instant.parse("2026-11-21T10:00:00Z");
    kafka.send(
        List.of(
            rejected(repository, "signature", 1, first),
            rejected(repository, "signature", 9_999, first.plusSeconds(60)),
            rejected(repository, "malformed", 1, first.plusSeconds(30))));

    String path = Api.REPOSITORIES + "/" + repository.name() + "/deliveries/rejected";
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> ((List<?>) asAdmin().get(path).path("items")).size() == 2);
    asAdmin()
        .get(path)
        .then()
        .body("items[0].reason", equalTo("signature"))
        .body("items[0].total", equalTo(10_000))
        .body("items[0].firstAt", equalTo("2026-11-21T10:00:00Z"))
        .body("items[0].lastAt", equalTo("2026-11-21T10:01:00Z"))
        .body("items[0].lastEvent", equalTo("push"))
        .body("items[1].reason", equalTo("malformed"));
  }

  @Test
  void oldDeliveriesGoButTheirRefsStayKnown() {
    Made repository = world.repository(1);
    world.push(repository, "d1", null, commit('a'));
    world.push(repository, "d2", commit('a'), commit('b'));
    finish(repository);

    QuarkusTransaction.requiringNew().run(() -> deliveries.removeOld(Instant.EPOCH, 1, 1_000_000));

    assertEquals(
        1,
        world.strings("select id from delivery where repository_id = ?", repository.id()).size());
    asAdmin()
        .get("/api/v1/builds/" + world.buildIds(repository).get(0))
        .then()
        .statusCode(200)
        .body("cause", equalTo("webhook"));
    world.push(repository, "d1", null, commit('a'));
    assertEquals(List.of("a superseded", "b success"), world.builds(repository));
  }

  @Test
  void historyIsTrimmedButWhereARefIsStaysKnown() {
    Made repository = world.repository(1);
    world.push(repository, "d1", null, commit('a'));
    world.push(repository, "d2", commit('a'), commit('b'));

    QuarkusTransaction.requiringNew().run(() -> deliveries.trimHistory(0, 100_000));

    assertEquals(
        List.of(commit('b')),
        world.strings(
            "select commit_sha from ref_update where repository_id = ?", repository.id()));
  }

  private OutboxMessage rejected(Made repository, String reason, long count, Instant at)
      throws Exception {
    DeliveryRejected message =
        new DeliveryRejected(
            "h", repository.id().toString(), 401, reason, "Not signed.", "x\0y", "push", count, at);
    return new OutboxMessage(0, Topics.REJECTED_DELIVERIES, "h", json.writeValueAsString(message));
  }

  private static DeliveryRecorded deletion(Made repository, String deliveryId) {
    return new DeliveryRecorded(
        deliveryId,
        "hook-" + repository.id(),
        repository.id().toString(),
        GitProvider.GIT,
        "push",
        "octocat",
        Instant.parse("2026-11-21T10:00:00Z"),
        null,
        List.of(
            new DeliveryRecorded.RefUpdate(
                RefType.BRANCH,
                "main",
                null,
                commit('a'),
                DeliveryRecorded.Action.DELETED,
                false,
                null,
                List.of())),
        null);
  }

  private String path(Made repository, String deliveryId) {
    return Api.REPOSITORIES
        + "/"
        + repository.name()
        + "/deliveries/"
        + stored(repository, deliveryId);
  }

  private UUID stored(Made repository, String deliveryId) {
    return UUID.fromString(
        world
            .strings(
                "select id from delivery where repository_id = ? and delivery_id = ?",
                repository.id(),
                deliveryId)
            .get(0));
  }

  /** Ends the queued builds well. */
  private void finish(Made repository) {
    world.run(
        "update build set state = 'success', reason = 'ok', started_at = now(), finished_at = now(),"
            + " digest = ? where repository_id = ? and state = 'queued'",
        "sha256:" + "0".repeat(64),
        repository.id());
  }
}
