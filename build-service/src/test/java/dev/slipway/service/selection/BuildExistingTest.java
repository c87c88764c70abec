package dev.slipway.service.selection;

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
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class BuildExistingTest {

  @Inject World world;
  @Inject People people;
  @Inject TestingRemoteRefs remotes;

  @Test
  void matchingTagsAreBuiltTheNewestFirstUpToTheLimit() {
    Made repository = repositoryWithTags();

    build(repository, Map.of("limit", 2))
        .statusCode(200)
        .body("dryRun", equalTo(false))
        .body("built.ref", equalTo(List.of("v1.10", "v1.9")))
        .body("built[0].build", notNullValue())
        .body("built[0].commit", equalTo(commit('c')))
        .body("skipped", hasSize(0))
        .body("leftOut", equalTo(1));
    assertEquals(List.of("c queued", "b queued"), world.builds(repository));
  }

  @Test
  void aDryRunTellsAndBuildsNothing() {
    Made repository = repositoryWithTags();

    build(repository, Map.of("dryRun", true))
        .statusCode(200)
        .body("dryRun", equalTo(true))
        .body("built.ref", equalTo(List.of("v1.10", "v1.9", "v1.0")))
        .body("built[0].build", nullValue());
    assertEquals(List.of(), world.builds(repository));
  }

  @Test
  void whatHasAnImageOfItsCommitIsSkippedUnlessItIsToBeBuiltAgain() {
    Made repository = repositoryWithTags();
    build(repository, Map.of("limit", 1)).statusCode(200);
    succeed(repository);

    build(repository, Map.of("dryRun", true))
        .body("built.ref", equalTo(List.of("v1.9", "v1.0")))
        .body("skipped.ref", equalTo(List.of("v1.10")))
        .body("skippedCount", equalTo(1))
        .body("skipped[0].reason", containsString("already"));
    build(repository, Map.of("dryRun", true, "rebuild", true)).body("built", hasSize(3));
    remotes.put(repository.id(), "main", Map.of(RefName.tag("v1.10"), new CommitSha(commit('f'))));
    build(repository, Map.of("dryRun", true)).body("built.ref", equalTo(List.of("v1.10")));
  }

  @Test
  void branchesCanBeBuiltToo() {
    Made repository = world.repository(1);
    remotes.put(
        repository.id(), "main", Map.of(RefName.branch("main"), new CommitSha(commit('a'))));

    build(repository, Map.of("type", "branch", "rule", repository.rules().get(0).toString()))
        .body("built.ref", equalTo(List.of("main")));
    assertEquals(List.of("a queued"), world.builds(repository));
  }

  @Test
  void aRemoteThatCannotBeAskedSaysSo() {
    build(world.repository(1), Map.of())
        .statusCode(502)
        .contentType("application/problem+json")
        .body("detail", containsString("git.example.com"));
  }

  @Test
  void whatIsWrongIsNamed() {
    Made repository = repositoryWithTags();

    build(repository, Map.of("limit", 0)).statusCode(422).body("field", equalTo("limit"));
    build(repository, Map.of("limit", 101)).statusCode(422).body("field", equalTo("limit"));
    build(repository, Map.of("type", "twig")).statusCode(422).body("field", equalTo("type"));
    build(repository, Map.of("rule", "x")).statusCode(422).body("field", equalTo("rule"));
    people
        .member("acme", "reader")
        .request()
        .body(Map.of())
        .post(path(repository))
        .then()
        .statusCode(403);
  }

  private Made repositoryWithTags() {
    Made repository = world.repository(1);
    world.run(
        "update build_rule set type = 'tag', name = '/^v/', tag = '{sourceref}'"
            + " where repository_id = ?",
        repository.id());
    remotes.put(
        repository.id(),
        "main",
        Map.of(
            RefName.tag("v1.0"), new CommitSha(commit('a')),
            RefName.tag("v1.9"), new CommitSha(commit('b')),
            RefName.tag("v1.10"), new CommitSha(commit('c')),
            RefName.tag("other"), new CommitSha(commit('d')),
            RefName.branch("main"), new CommitSha(commit('e'))));
    return repository;
  }

  private void succeed(Made repository) {
    world.run(
        "update build set state = 'success', digest = ?, started_at = now(), finished_at = now()"
            + " where repository_id = ?",
        "sha256:" + "d".repeat(64),
        repository.id());
  }

  private static ValidatableResponse build(Made repository, Map<String, ?> body) {
    return Api.asAdmin().body(body).post(path(repository)).then();
  }

  private static String path(Made repository) {
    return Api.REPOSITORIES + "/" + repository.name() + "/builds/existing-tags";
  }
}
