package dev.slipway.service.build;

import static dev.slipway.service.build.World.commit;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.core.message.BuildEvent;
import dev.slipway.service.Api;
import dev.slipway.service.TestStack;
import dev.slipway.service.build.World.Made;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An identical build is not run again: its image is tagged. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class ReuseTest {

  private static final String INPUTS = "sha256:" + "1".repeat(64);
  private static final String OTHER_INPUTS = "sha256:" + "2".repeat(64);
  private static final String TAG = "127.0.0.1:8080/acme/app:tag0";

  @Inject World world;
  @Inject FinishBuild finishBuild;

  @Test
  void theNewestSuccessOfTheSameInputsIsOffered() {
    Made repository = world.repository(1);
    succeeded(repository, "d1", null, 'a', Workers.DIGEST, INPUTS);
    UUID newest = succeeded(repository, "d2", 'a', 'b', digest('e'), INPUTS);
    succeeded(repository, "d3", 'b', 'c', digest('f'), OTHER_INPUTS);
    UUID build = claimed(repository, "d4", 'c', 'd');

    Workers.reuse(build, "w1", 1, INPUTS)
        .statusCode(200)
        .body("buildId", equalTo(newest.toString()))
        .body("digest", equalTo(digest('e')));
  }

  @Test
  void thereIsNothingToReuseOfOtherInputsOrAnotherRepositoryOrAFailure() {
    succeeded(world.repository(1), "d1", null, 'a', Workers.DIGEST, INPUTS);
    Made repository = world.repository(1);
    UUID failed = claimed(repository, "d1", null, 'a');
    finish(failed, BuildEvent.Status.ERROR, digest('e'), List.of(TAG), INPUTS, null);
    UUID build = claimed(repository, "d2", 'a', 'b');

    Workers.reuse(build, "w1", 1, INPUTS).statusCode(204);
  }

  @Test
  void onlyTheWorkerThatRunsTheBuildMayAsk() {
    Made repository = world.repository(1);
    succeeded(repository, "d1", null, 'a', Workers.DIGEST, INPUTS);
    UUID build = claimed(repository, "d2", 'a', 'b');

    Workers.reuse(build, "w2", 1, INPUTS).statusCode(409).body("cause", equalTo("LEASE_LOST"));
    Workers.reuse(build, "w1", 2, INPUTS).statusCode(409);
    Workers.reuse(UUID.randomUUID(), "w1", 1, INPUTS).statusCode(404);
    Workers.reuse(build, "w1", 1, "sha256:short").statusCode(422).body("field", equalTo("inputs"));
    world.push(repository, "d3", commit('b'), commit('c'));
    Workers.reuse(build, "w1", 1, INPUTS).statusCode(409).body("cause", equalTo("SUPERSEDED"));
  }

  @Test
  void aScheduledBuildAndOneWithoutCacheBuildAnew() {
    Made repository = world.repository(1);
    succeeded(repository, "d1", null, 'a', Workers.DIGEST, INPUTS);

    UUID scheduled = queued(repository, "d2", 'a', 'b');
    world.run("update build set cause = 'schedule', delivery = null where id = ?", scheduled);
    Workers.claim(scheduled, "w1", 1).statusCode(200).body("reuse", equalTo(false));
    Workers.reuse(scheduled, "w1", 1, INPUTS).statusCode(204);

    UUID withoutCache = queued(repository, "d3", 'b', 'c');
    world.run("update build set use_cache = false where id = ?", withoutCache);
    Workers.claim(withoutCache, "w1", 1).statusCode(200).body("reuse", equalTo(false));
    Workers.reuse(withoutCache, "w1", 1, INPUTS).statusCode(204);

    UUID pushed = queued(repository, "d4", 'c', 'd');
    Workers.claim(pushed, "w1", 1).statusCode(200).body("reuse", equalTo(true));
  }

  @Test
  void aReusedImageLinksTheBuildThatMadeIt() {
    Made repository = world.repository(1);
    UUID original = succeeded(repository, "d1", null, 'a', Workers.DIGEST, INPUTS);
    UUID reused = claimed(repository, "d2", 'a', 'b');
    reuse(reused, original);
    UUID third = claimed(repository, "d3", 'b', 'c');

    // The second one has no log of how the image came to be.
    Workers.reuse(third, "w1", 1, INPUTS).body("buildId", equalTo(original.toString()));
    Api.asAdmin()
        .get("/api/v1/builds/" + reused)
        .then()
        .body("reusedFrom", equalTo(original.toString()))
        .body("links.reusedFrom", equalTo("/api/v1/builds/" + original));
    Api.asAdmin()
        .get("/api/v1/builds/" + original)
        .then()
        .body("reusedFrom", nullValue())
        .body("links.reusedFrom", nullValue());
    page(repository, reused)
        .body(containsString("Reused the image of"))
        .body(containsString("/repositories/" + repository.name() + "/builds/" + original));
    page(repository, original).body(not(containsString("Reused the image of")));
  }

  @Test
  void aReusedBuildIsNotLinkedToABuildOfAnotherRepositoryOrToNothing() {
    UUID foreign = succeeded(world.repository(1), "d1", null, 'a', Workers.DIGEST, INPUTS);
    Made repository = world.repository(1);
    UUID first = claimed(repository, "d1", null, 'a');
    reuse(first, foreign);
    UUID second = claimed(repository, "d2", 'a', 'b');
    reuse(second, UUID.randomUUID());

    for (UUID build : List.of(first, second)) {
      Api.asAdmin()
          .get("/api/v1/builds/" + build)
          .then()
          .body("state", equalTo("success"))
          .body("reusedFrom", nullValue());
    }
  }

  @Test
  void aReusedImageMovesNoTagBackwards() {
    Made repository = world.repository(1);
    UUID original = succeeded(repository, "d1", null, 'a', Workers.DIGEST, INPUTS);
    UUID older = claimed(repository, "d2", 'a', 'b');
    UUID newer = claimed(repository, "d3", 'b', 'c');
    Workers.permit(newer, "w1", 1, 'c').statusCode(200);
    withoutStop(older);

    Workers.reuse(older, "w1", 1, INPUTS).body("buildId", equalTo(original.toString()));
    Workers.permit(older, "w1", 1, 'b').statusCode(409).body("cause", equalTo("SUPERSEDED"));
  }

  @Test
  void whatABuildPublishedBeforeItFailedIsShownAndNotMovedBack() {
    Made repository = world.repository(1);
    UUID older = claimed(repository, "d1", null, 'a');
    UUID newer = claimed(repository, "d2", 'a', 'b');
    Workers.permit(newer, "w1", 1, 'b').statusCode(200);
    finish(newer, BuildEvent.Status.ERROR, Workers.DIGEST, List.of(TAG), INPUTS, null);

    Api.asAdmin()
        .get("/api/v1/builds/" + newer)
        .then()
        .body("state", equalTo("error"))
        .body("reason", equalTo("As told."))
        .body("digest", equalTo(Workers.DIGEST))
        .body("published", equalTo(List.of(TAG)))
        .body("imageSize", equalTo(123))
        .body("pullCommand", equalTo("docker pull " + TAG));
    withoutStop(older);
    Workers.permit(older, "w1", 1, 'a').statusCode(409).body("cause", equalTo("SUPERSEDED"));
  }

  @Test
  void aBuildThatFailedBeforeItPublishedAnythingHasNoImage() {
    Made repository = world.repository(1);
    UUID build = claimed(repository, "d1", null, 'a');
    finish(build, BuildEvent.Status.ERROR, Workers.DIGEST, List.of(), INPUTS, null);

    Api.asAdmin()
        .get("/api/v1/builds/" + build)
        .then()
        .body("state", equalTo("error"))
        .body("digest", nullValue())
        .body("imageSize", equalTo(0))
        .body("links.imageTar", nullValue());
    assertEquals(List.of("a error"), world.builds(repository));
  }

  private UUID queued(Made repository, String delivery, @Nullable Character before, char commit) {
    world.push(repository, delivery, before == null ? null : commit(before), commit(commit));
    return world.newestBuild(repository);
  }

  private UUID claimed(Made repository, String delivery, @Nullable Character before, char commit) {
    UUID build = queued(repository, delivery, before, commit);
    Workers.claim(build, "w1", 1).statusCode(200);
    return build;
  }

  private UUID succeeded(
      Made repository,
      String delivery,
      @Nullable Character before,
      char commit,
      String digest,
      String inputs) {
    UUID build = claimed(repository, delivery, before, commit);
    finish(build, BuildEvent.Status.SUCCESS, digest, List.of(TAG), inputs, null);
    return build;
  }

  private void reuse(UUID build, UUID original) {
    finish(
        build,
        BuildEvent.Status.SUCCESS,
        Workers.DIGEST,
        List.of(TAG),
        INPUTS,
        original.toString());
  }

  private void finish(
      UUID build,
      BuildEvent.Status status,
      String digest,
      List<String> published,
      String inputs,
      @Nullable String reusedFrom) {
    finishBuild.finish(
        build,
        1,
        Instant.now(),
        new BuildEvent.Outcome(
            status,
            "As told.",
            null,
            null,
            "native",
            digest,
            123,
            published,
            List.of(),
            null,
            inputs,
            reusedFrom,
            null));
  }

  private void withoutStop(UUID build) {
    world.run("update build set stop_cause = null, stop_reason = null where id = ?", build);
  }

  private static ValidatableResponse page(Made repository, UUID build) {
    return Api.asAdmin()
        .accept("text/html")
        .get("/repositories/" + repository.name() + "/builds/" + build)
        .then()
        .statusCode(200);
  }

  private static String digest(char digit) {
    return "sha256:" + String.valueOf(digit).repeat(64);
  }
}
