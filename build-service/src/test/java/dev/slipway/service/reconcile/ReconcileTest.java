package dev.slipway.service.reconcile;

import static dev.slipway.service.build.World.commit;
import static org.hamcrest.Matchers.containsString;
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
import jakarta.inject.Inject;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class ReconcileTest {

  private static final RefName MAIN = RefName.branch("main");

  @Inject World world;
  @Inject People people;
  @Inject TestingRemoteRefs remotes;

  @Test
  void theFirstLookBuildsNothingAndALostPushAfterItIsBuilt() {
    Made repository = world.repository(1);
    remote(repository, 'a');
    lookNow(repository);
    assertEquals(List.of(), world.builds(repository));

    remote(repository, 'b');
    due(repository);

    eventually(() -> assertEquals(List.of("b queued"), world.builds(repository)));
    Api.asAdmin()
        .get("/api/v1/builds/" + world.newestBuild(repository))
        .then()
        .body("cause", equalTo("reconciled"))
        .body("causeDetail", equalTo("main aaaaaaa → bbbbbbb, no delivery told it"));
  }

  @Test
  void aNewRepositoryIsLookedAtByItself() {
    Made repository = world.repository(1);

    eventually(
        () ->
            Api.asAdmin()
                .get(path(repository))
                .then()
                .statusCode(200)
                .body("state", equalTo("failing"))
                .body("failures", equalTo(1))
                .body("problem", containsString("git.example.com"))
                .body("baselineAt", nullValue()));
  }

  @Test
  void aRemoteThatComesBackIsFine() {
    Made repository = world.repository(1);
    eventually(() -> assertEquals("failing", state(repository)));

    remote(repository, 'a');
    lookNow(repository);

    Api.asAdmin()
        .get(path(repository))
        .then()
        .body("state", equalTo("ok"))
        .body("failures", equalTo(0))
        .body("problem", nullValue())
        .body("baselineAt", notNullValue())
        .body("differences", hasSize(0));
  }

  @Test
  void pausesGrowWhileARemoteCannotBeReached() {
    Made repository = world.repository(1);
    eventually(() -> assertEquals("failing", state(repository)));
    world.run(
        "update reconciliation set failures = 20, next_look_at = now() where repository_id = ?",
        repository.id());

    eventually(
        () ->
            assertEquals(
                List.of("21 within the hour"),
                world.strings(
                    "select failures || case when next_look_at > now() + interval '40 minutes'"
                        + " and next_look_at < now() + interval '61 minutes'"
                        + " then ' within the hour' else ' else' end"
                        + " from reconciliation where repository_id = ?",
                    repository.id())));
  }

  @Test
  void aDifferenceWaitsForASecondLook() {
    Made repository = world.repository(1);
    remote(repository, 'a');
    lookNow(repository);
    remote(repository, 'b');
    world.run(
        "insert into reconcile_difference (repository_id, ref_type, ref_name, commit_sha, since)"
            + " values (?, 'branch', 'main', ?, now() - interval '1 hour')",
        repository.id(),
        commit('c'));
    due(repository);

    eventually(
        () ->
            assertEquals(
                List.of(commit('b')),
                world.strings(
                    "select commit_sha from reconcile_difference where repository_id = ?"
                        + " and since > now() - interval '1 minute'",
                    repository.id())));
    Api.asAdmin()
        .get(path(repository))
        .then()
        .body("differences[0].ref", equalTo("main"))
        .body("differences[0].commit", equalTo(commit('b')));
    eventually(() -> assertEquals(List.of("b queued"), world.builds(repository)));
  }

  @Test
  void aDeliveryThatComesFirstLeavesNothingToHeal() {
    Made repository = world.repository(1);
    remote(repository, 'a');
    lookNow(repository);
    remote(repository, 'b');
    world.push(repository, "d1", commit('a'), commit('b'));

    lookNow(repository);

    assertEquals(List.of("b queued"), world.builds(repository));
    assertEquals(List.of("webhook"), causes(repository));
  }

  @Test
  void aDeliveryThatComesAfterTheReconcilerBuildsNothingAgain() {
    Made repository = world.repository(1);
    remote(repository, 'a');
    lookNow(repository);
    remote(repository, 'b');
    lookNow(repository);
    eventually(() -> assertEquals(List.of("b queued"), world.builds(repository)));
    succeed(repository);

    world.push(repository, "d1", commit('a'), commit('b'));

    assertEquals(List.of("reconciled"), causes(repository));
    assertEquals(
        List.of("linked This push was built before, by this build."),
        world.strings(
            "select decision || ' ' || reason from admission where repository_id = ?"
                + " and delivery is not null",
            repository.id()));
  }

  @Test
  void aLateDeliveryOfWhatTheReconcilerJumpedOverIsNotBuilt() {
    Made repository = world.repository(1);
    remote(repository, 'a');
    lookNow(repository);
    remote(repository, 'c');
    lookNow(repository);
    eventually(() -> assertEquals(List.of("c queued"), world.builds(repository)));

    world.push(repository, "d1", commit('a'), commit('b'));
    world.push(repository, "d2", commit('b'), commit('c'));
    lookNow(repository);

    assertEquals(List.of("c queued"), world.builds(repository));
  }

  @Test
  void onlyTheNewestOfSeveralLostPushesIsBuiltAndTheNextPushIsANormalOne() {
    Made repository = world.repository(1);
    world.push(repository, "d1", null, commit('a'));
    remote(repository, 'd');
    lookNow(repository);
    eventually(() -> assertEquals(List.of("a superseded", "d queued"), world.builds(repository)));

    world.push(repository, "d2", commit('d'), commit('e'));

    assertEquals(List.of("a superseded", "d superseded", "e queued"), world.builds(repository));
  }

  @Test
  void aRefThatIsGoneIsNotedAndNotBuiltAndMayComeBack() {
    Made repository = world.repository(1);
    remote(repository, 'a');
    lookNow(repository);
    remotes.put(repository.id(), "main", Map.of());
    lookNow(repository);
    eventually(
        () ->
            assertEquals(
                List.of("created", "deleted"),
                world.strings(
                    "select action from ref_update where repository_id = ? order by id",
                    repository.id())));
    assertEquals(List.of(), world.builds(repository));

    remote(repository, 'a');
    lookNow(repository);

    eventually(() -> assertEquals(List.of("a queued"), world.builds(repository)));
  }

  @Test
  void rulesThatAreSwitchedOffBuildNothing() {
    Made repository = world.repository(1);
    world.run("update build_rule set active = false where repository_id = ?", repository.id());
    remote(repository, 'a');
    lookNow(repository);
    remote(repository, 'b');

    lookNow(repository);

    eventually(
        () ->
            assertEquals(
                List.of(commit('a'), commit('b')),
                world.strings(
                    "select commit_sha from ref_update where repository_id = ? order by id",
                    repository.id())));
    assertEquals(List.of(), world.builds(repository));
  }

  @Test
  void aLookThatFindsAThousandRefsKeepsThemAllAsTheBaseline() {
    Made repository = world.repository(1);
    Map<RefName, CommitSha> refs = new HashMap<>();
    for (int i = 0; i < 1_000; i++) {
      refs.put(RefName.tag("v" + i), new CommitSha(commit('a')));
    }
    remotes.put(repository.id(), "trunk", refs);

    lookNow(repository);
    lookNow(repository);

    assertEquals(
        List.of("1000"),
        world.strings(
            "select count(*)::text from ref_update where repository_id = ?", repository.id()));
    assertEquals(
        List.of("trunk"),
        world.strings("select default_branch from repository where id = ?", repository.id()));
  }

  @Test
  void whoMayBuildMayHaveItLookedAt() {
    Made repository = world.repository(1);
    People.Person reader = people.member("acme", "reader");

    reader.request().get(path(repository)).then().statusCode(200);
    reader.request().post(path(repository)).then().statusCode(403);
    people.member("acme", "maintainer").request().post(path(repository)).then().statusCode(202);
    people.somebody().request().get(path(repository)).then().statusCode(404);
  }

  private void remote(Made repository, char commit) {
    remotes.put(repository.id(), "main", Map.of(MAIN, new CommitSha(commit(commit))));
  }

  /** Has the remote looked at, and waits until it was. */
  private void lookNow(Made repository) {
    Instant asked = Instant.now();
    Api.asAdmin().post(path(repository)).then().statusCode(202);
    eventually(
        () ->
            assertEquals(
                List.of("done"),
                world.strings(
                    "select case when looked_at > ? and not at_once then 'done' else 'not yet' end"
                        + " from reconciliation where repository_id = ?",
                    Timestamp.from(asked),
                    repository.id())));
  }

  /** Lets a regular look come due. */
  private void due(Made repository) {
    world.run(
        "update reconciliation set next_look_at = now() where repository_id = ?", repository.id());
  }

  private void succeed(Made repository) {
    world.run(
        "update build set state = 'success', digest = ?, started_at = now(), finished_at = now()"
            + " where repository_id = ?",
        "sha256:" + "d".repeat(64),
        repository.id());
  }

  private List<String> causes(Made repository) {
    return world.strings(
        "select cause from build where repository_id = ? order by sequence", repository.id());
  }

  private static String state(Made repository) {
    return Api.asAdmin().get(path(repository)).path("state");
  }

  private static void eventually(ThrowingRunnable condition) {
    Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(condition);
  }

  private static String path(Made repository) {
    return Api.REPOSITORIES + "/" + repository.name() + "/reconciliation";
  }
}
