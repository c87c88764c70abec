package dev.slipway.service.selection;

import static dev.slipway.service.build.World.commit;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.service.Api;
import dev.slipway.service.TestStack;
import dev.slipway.service.build.World;
import dev.slipway.service.build.World.Made;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class ManualBuildsTest {

  @Inject World world;

  @Test
  void aRuleWithALiteralNameSaysItsRefItself() {
    Made repository = world.repository(2);

    build(repository, Map.of("rule", rule(repository, 1)))
        .statusCode(201)
        .body("items", hasSize(1))
        .body("items[0].rule", equalTo(rule(repository, 1)))
        .body("items[0].type", equalTo("branch"))
        .body("items[0].ref", equalTo("main"));
  }

  @Test
  void oneRuleOfSeveralBuildsARef() {
    Made repository = world.repository(2);

    build(repository, Map.of("rule", rule(repository, 0), "type", "branch", "ref", "main"))
        .statusCode(201)
        .body("items.rule", equalTo(List.of(rule(repository, 0))));
  }

  @Test
  void anExactCommitIsBuiltWithoutTheCache() {
    Made repository = world.repository(1);
    String commit = commit('c');

    build(
            repository,
            Map.of(
                "type",
                "branch",
                "ref",
                "main",
                "commit",
                commit.toUpperCase(Locale.ROOT),
                "cache",
                false))
        .statusCode(201)
        .body("items[0].commit", equalTo(commit));
    assertEquals(
        List.of("false"),
        world.strings(
            "select use_cache::text from build where repository_id = ?", repository.id()));
  }

  @Test
  void aCommitThatTheRefHasMovedOnFromIsNotBuiltAgain() {
    Made repository = world.repository(1);
    world.push(repository, "first", null, commit('a'));
    world.push(repository, "second", commit('a'), commit('b'));
    int before = world.buildIds(repository).size();

    build(repository, Map.of("type", "branch", "ref", "main", "commit", commit('a')))
        .statusCode(409)
        .body("detail", containsString("moved on from commit aaaaaaa"));
    assertEquals(before, world.buildIds(repository).size());

    build(repository, Map.of("type", "branch", "ref", "main", "commit", commit('b')))
        .statusCode(201);
  }

  @Test
  void aPatternNeedsARef() {
    Made repository = world.repository(1);
    world.run("update build_rule set name = '/^m/' where repository_id = ?", repository.id());

    build(repository, Map.of("rule", rule(repository, 0)))
        .statusCode(422)
        .body("field", equalTo("ref"))
        .body("detail", containsString("pattern"));
    build(repository, Map.of("rule", rule(repository, 0), "ref", "mine"))
        .statusCode(201)
        .body("items[0].ref", equalTo("mine"));
  }

  @Test
  void whatIsWrongIsNamed() {
    Made repository = world.repository(1);

    build(repository, Map.of("rule", UUID.randomUUID().toString()))
        .statusCode(422)
        .body("field", equalTo("rule"));
    build(repository, Map.of("rule", rule(repository, 0), "type", "tag"))
        .statusCode(422)
        .body("field", equalTo("type"));
    build(repository, Map.of("type", "branch", "ref", "main", "commit", "abc1234"))
        .statusCode(422)
        .body("field", equalTo("commit"))
        .body("detail", containsString("abbreviated"));
    build(repository, Map.of("rule", rule(repository, 0), "ref", "other"))
        .statusCode(422)
        .body("field", equalTo("ref"))
        .body("detail", containsString("no rule builds branch other"));
    build(repository, Map.of("type", "branch", "ref", "main", "cache", "maybe")).statusCode(400);
    assertEquals(List.of(), world.builds(repository));
  }

  private static ValidatableResponse build(Made repository, Map<String, ?> body) {
    return Api.asAdmin()
        .body(body)
        .post(Api.REPOSITORIES + "/" + repository.name() + "/builds")
        .then();
  }

  private static String rule(Made repository, int index) {
    return repository.rules().get(index).toString();
  }
}
