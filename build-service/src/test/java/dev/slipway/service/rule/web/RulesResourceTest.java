package dev.slipway.service.rule.web;

import static dev.slipway.service.Api.REPOSITORIES;
import static dev.slipway.service.Api.asAdmin;
import static dev.slipway.service.Api.create;
import static dev.slipway.service.Api.newName;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import dev.slipway.service.TestStack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class RulesResourceTest {

  private String rules;

  @BeforeEach
  void aRepositoryWithOneRule() {
    rules = REPOSITORIES + "/" + create(newName(), "private") + "/rules";
  }

  @Test
  void aRuleIsAddedChangedAndRemoved() {
    String id =
        asAdmin()
            .body(
                Map.of(
                    "type", "tag",
                    "name", "/^v[0-9.]+$/",
                    "tag", "{sourceref}",
                    "includePaths", List.of("src/**"),
                    "buildArgs", Map.of("A", "b")))
            .post(rules)
            .then()
            .statusCode(201)
            .body("id", notNullValue())
            .body("active", equalTo(true))
            .extract()
            .path("id");
    asAdmin()
        .get(rules)
        .then()
        .body("items", hasSize(2))
        .body("items[1].id", equalTo(id))
        .body("items[1].includePaths", contains("src/**"))
        .body("items[1].buildArgs.A", equalTo("b"));

    asAdmin()
        .body(Map.of("type", "tag", "name", "v1", "active", false))
        .put(rules + "/" + id)
        .then()
        .statusCode(200)
        .body("id", equalTo(id))
        .body("active", equalTo(false));

    asAdmin().delete(rules + "/" + id).then().statusCode(204);
    asAdmin().delete(rules + "/" + id).then().statusCode(404);
    asAdmin().body(Map.of("type", "tag")).put(rules + "/" + id).then().statusCode(404);
    asAdmin().get(rules).then().body("items", hasSize(1));
  }

  @Test
  void aListOfRulesIsReplacedInItsNewOrder() {
    String first = asAdmin().get(rules).path("items[0].id");

    asAdmin()
        .body(
            List.of(
                Map.of("type", "tag", "name", ""),
                Map.of("id", first, "type", "branch", "name", "main")))
        .put(rules)
        .then()
        .statusCode(200)
        .body("items.type", contains("tag", "branch"))
        .body("items[1].id", equalTo(first));
  }

  @Test
  void aBadExpressionIsRefusedWithItsPosition() {
    asAdmin()
        .body(Map.of("type", "branch", "name", "/rel(ease/", "tag", "x"))
        .post(rules)
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("field", containsString("name"))
        .body("position", notNullValue());
    asAdmin().get(rules).then().body("items", hasSize(1));
  }

  @Test
  void aBadTemplateIsRefusedWithItsPosition() {
    asAdmin()
        .body(Map.of("type", "branch", "name", "main", "tag", "a,{nonsense}"))
        .post(rules)
        .then()
        .statusCode(422)
        .body("field", containsString("tag"))
        .body("position", notNullValue());
  }

  @Test
  void twoRulesAddedAtOnceBothStay() {
    IntStream.range(0, 8)
        .parallel()
        .forEach(
            i ->
                asAdmin()
                    .body(Map.of("type", "branch", "name", "b" + i))
                    .post(rules)
                    .then()
                    .statusCode(201));

    asAdmin().get(rules).then().body("items", hasSize(9));
  }

  @Test
  void aPreviewSaysWhatAPushWouldBuildAndWhyNot() {
    asAdmin()
        .queryParam("type", "branch")
        .queryParam("ref", "main")
        .get(rules + "/preview")
        .then()
        .statusCode(200)
        .body("verdicts", hasSize(1))
        .body("verdicts[0].rule", notNullValue())
        .body("verdicts[0].matched", equalTo(true))
        .body("verdicts[0].reason", notNullValue())
        .body("verdicts[0].tags", contains("latest"));
    asAdmin()
        .queryParam("type", "tag")
        .queryParam("ref", "v1")
        .get(rules + "/preview")
        .then()
        .body("verdicts[0].matched", equalTo(false))
        .body("verdicts[0].tags", hasSize(0));
  }

  @Test
  void aPreviewOfNoRefIsRefused() {
    asAdmin()
        .get(rules + "/preview?type=branch")
        .then()
        .statusCode(422)
        .body("field", equalTo("ref"));
    asAdmin()
        .get(rules + "/preview?type=x&ref=a")
        .then()
        .statusCode(422)
        .body("field", equalTo("type"));
    asAdmin()
        .queryParam("type", "branch")
        .queryParam("ref", "--upload-pack=x")
        .get(rules + "/preview")
        .then()
        .statusCode(422)
        .body("field", equalTo("ref"));
  }

  @Test
  void aRuleIsSwitchedOffAndOnWithoutSayingTheRest() {
    String id = asAdmin().get(rules).path("items[0].id");

    asAdmin()
        .body(Map.of("active", false))
        .patch(rules + "/" + id)
        .then()
        .statusCode(200)
        .body("active", equalTo(false))
        .body("name", equalTo("main"))
        .body("tag", equalTo("latest"));
    asAdmin().body(Map.of("active", true)).patch(rules + "/" + id);

    asAdmin().get(rules + "/" + id).then().statusCode(200).body("active", equalTo(true));
    asAdmin().get(rules + "/nothing").then().statusCode(404);
    asAdmin().body(Map.of("active", true)).patch(rules + "/nothing").then().statusCode(404);
  }

  @Test
  void aFieldOfARuleIsNamedAsTheRequestCallsIt() {
    String id = asAdmin().get(rules).path("items[0].id");

    asAdmin()
        .body(Map.of("tag", "a,,b"))
        .patch(rules + "/" + id)
        .then()
        .statusCode(422)
        .body("field", equalTo("tag"))
        .body("position", equalTo(3));
    asAdmin()
        .body(Map.of("platforms", List.of("amd64")))
        .patch(rules + "/" + id)
        .then()
        .statusCode(422)
        .body("field", equalTo("platforms"))
        .body("detail", containsString("linux/arm64"));
  }

  @Test
  void aCopyStandsBehindItsRuleAndIsSwitchedOff() {
    String first = asAdmin().get(rules).path("items[0].id");
    asAdmin().body(Map.of("type", "tag", "name", "")).post(rules).then().statusCode(201);

    String copy =
        asAdmin()
            .post(rules + "/" + first + "/copy")
            .then()
            .statusCode(201)
            .body("active", equalTo(false))
            .body("name", equalTo("main"))
            .extract()
            .path("id");

    asAdmin().get(rules).then().body("items", hasSize(3)).body("items[1].id", equalTo(copy));
    asAdmin().post(rules + "/nothing/copy").then().statusCode(404);
  }

  @Test
  void rulesArePutIntoAnotherOrder() {
    String first = asAdmin().get(rules).path("items[0].id");
    String second =
        asAdmin().body(Map.of("type", "tag", "name", "")).post(rules).then().extract().path("id");

    asAdmin()
        .body(List.of(second, first))
        .put(rules + "/order")
        .then()
        .statusCode(200)
        .body("items.id", contains(second, first));
    asAdmin()
        .body(List.of(second, second))
        .put(rules + "/order")
        .then()
        .statusCode(422)
        .body("field", equalTo("order"));
    asAdmin().get(rules).then().body("items.id", contains(second, first));
  }
}
