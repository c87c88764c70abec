package dev.slipway.service.variable.web;

import static dev.slipway.service.Api.REPOSITORIES;
import static dev.slipway.service.Api.asAdmin;
import static dev.slipway.service.Api.create;
import static dev.slipway.service.Api.newName;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.slipway.service.People;
import dev.slipway.service.TestStack;
import dev.slipway.service.build.World;
import dev.slipway.service.variable.Variables;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class VariablesResourceTest {

  private static final String SECRET = "hunter2-hunter2";

  @Inject Variables variables;
  @Inject World world;
  @Inject People people;

  private String repository;
  private UUID id;
  private String rule;

  @BeforeEach
  void aRepositoryWithOneRule() {
    repository = REPOSITORIES + "/" + create(newName(), "public");
    id = UUID.fromString(asAdmin().get(repository).path("id"));
    rule = asAdmin().get(repository + "/rules").path("items[0].id");
  }

  @Test
  void aPlainVariableIsSetShownReplacedAndRemoved() {
    set("/variables/HTTP_PROXY", "http://proxy:3128", false);
    set("/variables/HTTP_PROXY", "http://proxy:3129", false);

    asAdmin()
        .get(repository + "/variables")
        .then()
        .body("items", hasSize(1))
        .body("items[0].name", equalTo("HTTP_PROXY"))
        .body("items[0].value", equalTo("http://proxy:3129"))
        .body("items[0].secret", equalTo(false));
    asAdmin().delete(repository + "/variables/HTTP_PROXY").then().statusCode(204);
    asAdmin().delete(repository + "/variables/HTTP_PROXY").then().statusCode(404);
  }

  @Test
  void aSecretIsNeverShownAgainAndSealedAtRest() {
    set("/variables/NPM_TOKEN", SECRET, true);

    asAdmin()
        .get(repository + "/variables")
        .then()
        .body("items[0].secret", equalTo(true))
        .body(not(containsString(SECRET)));
    List<String> rows =
        world.strings("select v::text from build_variable v where repository_id = ?", id);
    assertFalse(rows.get(0).contains(SECRET), rows.toString());
    assertEquals(
        Map.of("NPM_TOKEN", SECRET),
        variables.inputs(id, UUID.fromString(rule), Map.of()).secrets());
  }

  @Test
  void theNearestValueWins() {
    set("/variables/A", "repository", false);
    set("/variables/B", "repository", false);
    set("/variables/C", "repository", true);
    set("/variables/D", "repository", true);
    set("/rules/" + rule + "/variables/A", "rule", true);
    set("/rules/" + rule + "/variables/D", "rule", false);

    Variables.Inputs inputs =
        variables.inputs(id, UUID.fromString(rule), Map.of("B", "argument", "D", "argument"));

    assertEquals(Map.of("B", "argument", "D", "rule"), inputs.buildArgs());
    assertEquals(Map.of("A", "rule", "C", "repository"), inputs.secrets());
  }

  @Test
  void aRulesVariablesStayWhenTheRulesAreReplacedAndComeAlongWithACopy() {
    set("/rules/" + rule + "/variables/KEY", SECRET, true);

    asAdmin()
        .body(List.of(Map.of("id", rule, "type", "branch", "name", "other")))
        .put(repository + "/rules")
        .then()
        .statusCode(200);
    String copy = asAdmin().post(repository + "/rules/" + rule + "/copy").path("id");

    assertEquals(
        Map.of("KEY", SECRET), variables.inputs(id, UUID.fromString(copy), Map.of()).secrets());
    asAdmin()
        .get(repository + "/rules/" + rule + "/variables")
        .then()
        .body("items.name", contains("KEY"));
    asAdmin().get(repository + "/rules/nothing/variables").then().statusCode(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1A", "A-B", "A%20B", "%C3%A4"})
  void aNameThatNoArgumentCanHaveIsRefused(String name) {
    asAdmin()
        .body(Map.of("value", "x"))
        .put(repository + "/variables/" + name)
        .then()
        .statusCode(422)
        .body("field", equalTo("name"));
  }

  @Test
  void aValueIsCheckedAndNamed() {
    String variable = repository + "/variables/A";

    asAdmin().body(Map.of()).put(variable).then().statusCode(422).body("field", equalTo("value"));
    asAdmin()
        .body(Map.of("value", "x".repeat(65_537)))
        .put(variable)
        .then()
        .statusCode(422)
        .body("field", equalTo("value"));
    asAdmin()
        .body(Map.of("value", "a\u0000b"))
        .put(variable)
        .then()
        .statusCode(422)
        .body("field", equalTo("value"))
        .body("position", equalTo(2));
    asAdmin()
        .body(Map.of("value", " ", "secret", true))
        .put(variable)
        .then()
        .statusCode(422)
        .body("field", equalTo("value"));
  }

  @Test
  void onlyMembersSeeThemAndOnlyMaintainersChangeThem() {
    People.Person stranger = people.somebody();
    People.Person reader = people.member("admin", "reader");

    stranger.request().get(repository + "/variables").then().statusCode(403);
    reader.request().get(repository + "/variables").then().statusCode(200);
    reader
        .request()
        .body(Map.of("value", "x"))
        .put(repository + "/variables/A")
        .then()
        .statusCode(403);
  }

  private void set(String path, String value, boolean secret) {
    asAdmin()
        .body(Map.of("value", value, "secret", secret))
        .put(repository + path)
        .then()
        .statusCode(200);
  }
}
