package dev.slipway.service.dockerhub.web;

import static dev.slipway.service.Api.REPOSITORIES;
import static dev.slipway.service.Api.withToken;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.service.People;
import dev.slipway.service.People.Person;
import dev.slipway.service.TestStack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class ImportResourceTest {

  private static final String IMPORT = "/api/v1/import/docker-hub";

  @Inject People people;
  @Inject ObjectMapper json;

  @Test
  void theExampleIsImportedWithAReportOfEverything() throws IOException {
    Person ada = people.somebody();

    ValidatableResponse report = run(ada, example(), Map.of());

    report
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .body("dryRun", equalTo(false))
        .body("repositories.result", equalTo(List.of("made", "made", "made", "refused")))
        .body("repositories[0].repository.name", equalTo(ada.name() + "/web"))
        .body("repositories[0].repository.visibility", equalTo("private"))
        .body("repositories[0].repository.cloneUrl", equalTo("https://github.com/acme-inc/web.git"))
        .body("repositories[0].hook.url", containsString("/hooks/github/"))
        .body("repositories[0].hook.secret", matchesRegex("[0-9a-f]{64}"))
        .body("repositories[0].rules.outcome", equalTo(List.of("carried", "changed")))
        .body("repositories[0].rules[1].rule.dockerfile", equalTo("/deploy/Dockerfile.release"))
        .body("repositories[0].rules[1].rule.context", equalTo("/deploy"))
        .body("repositories[0].rules[1].rule.cache", equalTo(false))
        .body("repositories[0].rules[1].rule.buildArgs", equalTo(Map.of("APP_FLAVOR", "slim")))
        .body(
            "repositories[0].notes.source",
            equalTo(
                List.of(
                    "sources[0].objects[0].envvars.APP_FLAVOR",
                    "sources[0].objects[0].envvars.NPM_TOKEN",
                    "sources[0].objects[0].envvars.SSH_PRIVATE",
                    "sources[0].objects[0].autotests",
                    "sources[0].objects[0].repo_links")))
        .body("repositories[1].repository.provider", equalTo("bitbucket"))
        .body("repositories[1].repository.visibility", equalTo("public"))
        .body("repositories[1].rules.outcome", equalTo(List.of("dropped", "changed")))
        .body("repositories[1].rules[0].why[0]", startsWith("source_name, character"))
        .body("repositories[1].rules[1].rule.active", equalTo(false))
        .body("repositories[2].rules[1].rule.dockerfile", equalTo("/docker/jre8/"))
        .body("repositories[3].reason", containsString("the source is unknown"))
        .body("repositories[3].repository", nullValue())
        .body("notes.source", equalTo(List.of("hooks/", "triggers")));
    ada.request()
        .get(REPOSITORIES + "/" + ada.name() + "/web/rules")
        .then()
        .statusCode(200)
        .body("items.tag", equalTo(List.of("latest", "{sourceref},{\\1}")));
    ada.request()
        .get(REPOSITORIES + "/" + ada.name() + "/tools/rules")
        .then()
        .body("items.name", equalTo(List.of("develop")));
    ada.request().get(REPOSITORIES + "/" + ada.name() + "/elsewhere").then().statusCode(404);
  }

  @Test
  void noSecretOfTheExampleIsAnswered() throws IOException {
    String report = run(people.somebody(), example(), Map.of()).extract().asString();

    assertFalse(report.contains("not-to-be-carried"), report);
    assertFalse(report.contains("BEGIN OPENSSH"), report);
  }

  @Test
  void aDryRunTellsTheSameAndMakesNothing() throws IOException {
    Person ada = people.somebody();

    run(ada, example(), Map.of("dryRun", true))
        .statusCode(200)
        .body("dryRun", equalTo(true))
        .body("repositories.result", equalTo(List.of("planned", "planned", "planned", "refused")))
        .body("repositories[0].repository.name", equalTo(ada.name() + "/web"))
        .body("repositories.hook", everyItem(nullValue()));

    ada.request()
        .get(REPOSITORIES + "?limit=100")
        .then()
        .body("items.name", not(hasItem(startsWith(ada.name() + "/"))));
  }

  @Test
  void whatIsThereAlreadyIsRefusedAndTheRestIsMade() throws IOException {
    Person ada = people.somebody();
    run(ada, one("acmehub/app"), Map.of()).body("repositories[0].result", equalTo("made"));

    run(ada, List.of(one("acmehub/app"), one("acmehub/new"), one("acmehub/new")), Map.of())
        .statusCode(200)
        .body("repositories.result", equalTo(List.of("refused", "made", "refused")))
        .body("repositories[0].reason", containsString("already"))
        .body("repositories[2].reason", containsString("twice"));
    run(ada, one("acmehub/app"), Map.of("dryRun", true))
        .body("repositories.result", equalTo(List.of("refused")));
  }

  @Test
  void nobodyImportsIntoANamespaceThatIsNotTheirs() throws IOException {
    Person ada = people.somebody();
    Person reader = people.member(ada.name(), "reader");

    run(people.somebody(), one("acmehub/app"), Map.of("namespaces", Map.of("acmehub", ada.name())))
        .statusCode(200)
        .body("repositories[0].result", equalTo("refused"))
        .body("repositories[0].reason", containsString("there is no namespace"));
    run(reader, one("acmehub/app"), Map.of("namespaces", Map.of("acmehub", ada.name())))
        .body("repositories[0].result", equalTo("refused"))
        .body("repositories[0].reason", containsString("may not make repositories"));
    withToken(people.token(ada, "build"))
        .body(Map.of("sources", one(ada.name() + "/app")))
        .post(IMPORT)
        .then()
        .body("repositories[0].reason", containsString("its scope is \"build\""));
    ada.request().get(REPOSITORIES + "/" + ada.name() + "/app").then().statusCode(404);
  }

  @Test
  void aRepositoryThatCantBeIsNotMadeByHalf() throws IOException {
    Person ada = people.somebody();
    Map<String, Object> broken = new HashMap<>(one("acmehub/Upper"));

    run(ada, broken, Map.of())
        .statusCode(200)
        .body("repositories[0].result", equalTo("refused"))
        .body("repositories[0].reason", containsString("lower-case"))
        .body("repositories[0].rules[0].outcome", equalTo("carried"));
  }

  @Test
  void publishingCanStayAtDockerHub() throws IOException {
    Person ada = people.somebody();
    Map<String, Object> login = Map.of("username", "acmehub", "password", "dckr_pat_x");

    run(ada, one("acmehub/app"), Map.of("dockerHub", login, "visibility", "public"))
        .body("repositories[0].repository.destinations", equalTo(List.of("docker.io/acmehub/app")))
        .body("repositories[0].repository.visibility", equalTo("public"));

    ada.request()
        .get(REPOSITORIES + "/" + ada.name() + "/app")
        .then()
        .body("destinations[0].image", equalTo("docker.io/acmehub/app"))
        .body("destinations[0].username", equalTo("acmehub"))
        .body("destinations[0].password", nullValue());
  }

  @Test
  void aLinkedAccountThatIsNotThereRefusesTheRepository() throws IOException {
    Person ada = people.somebody();

    run(ada, one("acmehub/app"), Map.of("linkedAccount", UUID.randomUUID().toString()))
        .body("repositories[0].result", equalTo("refused"))
        .body("repositories[0].reason", containsString("no such linked account"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | 422 | sources",
        "{\"sources\":null} | 422 | sources",
        "{\"sources\":\"x\"} | 422 | sources",
        "{\"sources\":[]} | 422 | sources",
        "{\"sources\":[{}]} | 422 | sources[0]",
        "{\"sources\":[],\"visibility\":\"hidden\"} | 422 | visibility",
        "{\"sources\":[],\"linkedAccount\":\"x\"} | 422 | linkedAccount",
        "{\"sources\":[],\"namespaces\":{\"a\":\"B\"}} | 422 | namespaces.a",
        "{\"sources\":[],\"namespaces\":{\"a\":null}} | 422 | namespaces.a",
        "{\"sources\":[],\"dockerHub\":{}} | 422 | dockerHub.username",
        "{\"sources\":[],\"dockerHub\":{\"username\":\"a\"}} | 422 | dockerHub.password",
        "{\"sources\":[],\"dryRun\":\"perhaps\"} | 400 | dryRun",
        "{\"sources\":[],\"namespaces\":[]} | 400 | namespaces"
      })
  void badInputNamesItsField(String body, int status, String field) {
    people
        .somebody()
        .request()
        .body(body.strip())
        .post(IMPORT)
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("field", equalTo(field));
  }

  private ValidatableResponse run(Person person, Object sources, Map<String, ?> options) {
    Map<String, Object> body = new HashMap<>(Map.of("sources", sources));
    body.put("namespaces", Map.of("acmehub", person.name()));
    body.putAll(options);
    return person.request().body(body).post(IMPORT).then();
  }

  private static Map<String, Object> one(String image) {
    Map<String, Object> rule =
        Map.of(
            "source_type", "Branch",
            "source_name", "main",
            "tag", "latest",
            "dockerfile", "Dockerfile",
            "build_context", "/");
    return Map.of(
        "image", image,
        "provider", "Github",
        "owner", "acme-inc",
        "repository", "app",
        "build_settings", List.of(rule));
  }

  private JsonNode example() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(getClass().getResourceAsStream("/docker-hub/acmehub.json"))) {
      return json.readTree(file);
    }
  }
}
