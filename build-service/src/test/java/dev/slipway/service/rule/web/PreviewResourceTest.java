package dev.slipway.service.rule.web;

import static dev.slipway.service.Api.REPOSITORIES;
import static dev.slipway.service.Api.asAdmin;
import static dev.slipway.service.Api.create;
import static dev.slipway.service.Api.newName;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import dev.slipway.service.TestStack;
import dev.slipway.service.source.TestingRemoteRefs;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class PreviewResourceTest {

  private static final CommitSha COMMIT = new CommitSha("a".repeat(40));

  @Inject TestingRemoteRefs remotes;

  private String preview;
  private UUID id;

  @BeforeEach
  void aRepositoryWhoseRuleBuildsMain() {
    String name = create(newName(), "private");
    preview = REPOSITORIES + "/" + name + "/rules/preview";
    id = UUID.fromString(asAdmin().get(REPOSITORIES + "/" + name).path("id"));
  }

  @Test
  void allRefsOfTheRemoteAreJudged() {
    remotes.put(
        id,
        "main",
        Map.of(
            RefName.branch("main"),
            COMMIT,
            RefName.branch("dev"),
            COMMIT,
            RefName.tag("v1"),
            COMMIT));

    asAdmin()
        .get(preview + "/refs")
        .then()
        .statusCode(200)
        .body("defaultBranch", equalTo("main"))
        .body("total", equalTo(3))
        .body("refs.ref", contains("dev", "main", "v1"))
        .body("refs.type", contains("branch", "branch", "tag"))
        .body("refs[0].verdicts[0].matched", equalTo(false))
        .body("refs[1].verdicts[0].tags", contains("latest"))
        .body("refs[1].commit", equalTo(COMMIT.value()));
    asAdmin()
        .get(preview + "/refs?type=branch&limit=1")
        .then()
        .body("total", equalTo(2))
        .body("refs.ref", contains("dev"));
    asAdmin().get(preview + "/refs?limit=0").then().statusCode(422).body("field", equalTo("limit"));
  }

  @Test
  void aHostThatDoesNotAnswerIsNotTheClientsFault() {
    remotes.takeDown(id);

    asAdmin()
        .get(preview + "/refs")
        .then()
        .statusCode(502)
        .contentType("application/problem+json")
        .body("detail", containsString("can't be reached"));
  }

  @Test
  void rulesAreTriedOutWithoutBeingSaved() {
    remotes.put(id, "main", Map.of(RefName.branch("a/b"), COMMIT, RefName.branch("a-b"), COMMIT));
    List<Map<String, String>> draft = List.of(Map.of("type", "branch", "name", "/.*/"));

    asAdmin()
        .body(Map.of("rules", draft))
        .post(preview)
        .then()
        .statusCode(200)
        .body("refs.verdicts.flatten().tags.flatten()", contains("a-b", "a-b"))
        .body("collisions", hasSize(1))
        .body("collisions[0].tag", equalTo("a-b"))
        .body("collisions[0].refs", contains("refs/heads/a-b", "refs/heads/a/b"));
    asAdmin()
        .body(Map.of("rules", draft, "type", "branch", "ref", "x"))
        .post(preview)
        .then()
        .body("verdicts[0].tags", contains("x"));
    asAdmin()
        .body(Map.of("rules", List.of(Map.of("type", "branch", "name", "/(/"))))
        .post(preview)
        .then()
        .statusCode(422)
        .body("field", equalTo("rules[0].name"))
        .body("position", equalTo(2));
    asAdmin().body(Map.of()).post(preview).then().statusCode(422).body("field", equalTo("rules"));
    asAdmin()
        .get(preview.replace("/preview", ""))
        .then()
        .body("items", hasSize(1))
        .body("items[0].name", equalTo("main"));
  }
}
