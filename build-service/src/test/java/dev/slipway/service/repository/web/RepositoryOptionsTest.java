package dev.slipway.service.repository.web;

import static dev.slipway.service.Api.REPOSITORIES;
import static dev.slipway.service.Api.asAdmin;
import static dev.slipway.service.Api.create;
import static dev.slipway.service.Api.newName;
import static dev.slipway.service.Api.repository;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.slipway.core.protocol.BuildAssignment;
import dev.slipway.git.SshKeys;
import dev.slipway.service.TestStack;
import dev.slipway.service.repository.Repositories;
import dev.slipway.service.repository.RepositoryName;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What repositories have beyond a source, rules and destinations. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class RepositoryOptionsTest {

  private static final String SSH = "git@git.example.com:acme/app.git";

  @Inject Repositories repositories;

  @Test
  void aPlainRepositoryHasTheDefaults() {
    one(create(newName(), "private"))
        .body("fullDescription", equalTo(""))
        .body("fullDescriptionSync", equalTo(true))
        .body("commitStatuses", equalTo(true))
        .body("attestations", equalTo(true))
        .body("source.submodules", equalTo(false))
        .body("source.lfs", equalTo(false))
        .body("source.deployKey", nullValue())
        .body("source.linkedAccount", nullValue())
        .body("hook.state", equalTo("manual"))
        .body("hook.problem", nullValue());
  }

  @Test
  void whatAnOldClientsUpdateLeavesOutStays() {
    String name = newName();
    Map<String, Object> body = body(name, Map.of("submodules", true, "lfs", true));
    body.put("fullDescription", "# App");
    body.put("fullDescriptionSync", false);
    body.put("commitStatuses", false);
    body.put("attestations", false);
    asAdmin().body(body).post(REPOSITORIES).then().statusCode(201);

    asAdmin()
        .body(repository(name, "public"))
        .put(REPOSITORIES + "/" + name)
        .then()
        .statusCode(200)
        .body("visibility", equalTo("public"))
        .body("fullDescription", equalTo("# App"))
        .body("fullDescriptionSync", equalTo(false))
        .body("commitStatuses", equalTo(false))
        .body("attestations", equalTo(false))
        .body("source.submodules", equalTo(true))
        .body("source.lfs", equalTo(true));
  }

  @Test
  void aDeployKeyIsMadeHereAndOnlyItsPublicHalfIsShown() {
    String name = newName();
    Map<String, Object> body = body(name, Map.of("cloneUrl", SSH, "deployKey", true));

    String key =
        asAdmin()
            .body(body)
            .post(REPOSITORIES)
            .then()
            .statusCode(201)
            .body("source.cloneUrl", equalTo(SSH))
            .body("source.deployKey", matchesPattern("ssh-ed25519 [A-Za-z0-9+/=]+ slipway:" + name))
            .body(not(containsString("PRIVATE")))
            .extract()
            .path("source.deployKey");

    one(name).body("source.deployKey", equalTo(key)).body(not(containsString("PRIVATE")));
    String privateKey = source(name).sshPrivateKey();
    assertNotNull(privateKey);
    assertEquals(privateKey, SshKeys.checkedPrivateKey(privateKey));
  }

  @Test
  void aDeployKeyStaysWithItsOriginUntilItIsRegenerated() {
    String name = newName();
    asAdmin()
        .body(body(name, Map.of("cloneUrl", SSH, "deployKey", true)))
        .post(REPOSITORIES)
        .then()
        .statusCode(201);
    String key = one(name).extract().path("source.deployKey");
    String privateKey = source(name).sshPrivateKey();

    put(name, Map.of("cloneUrl", "git@git.example.com:acme/other.git", "deployKey", key))
        .body("source.deployKey", equalTo(key));
    put(name, Map.of("cloneUrl", SSH, "deployKey", true)).body("source.deployKey", equalTo(key));
    assertEquals(privateKey, source(name).sshPrivateKey());

    String fresh =
        asAdmin()
            .post(REPOSITORIES + "/" + name + "/deploy-key/regenerate")
            .then()
            .statusCode(200)
            .extract()
            .path("deployKey");
    assertNotEquals(key, fresh);
    one(name).body("source.deployKey", equalTo(fresh));
    assertNotEquals(privateKey, source(name).sshPrivateKey());

    put(name, Map.of("cloneUrl", "git@other.example.com:acme/app.git"))
        .body("source.deployKey", nullValue());
    assertNull(source(name).sshPrivateKey());
  }

  @Test
  void aDeployKeyGoesWhenItIsNotWantedOrAnotherKeyIsGiven() {
    String name = newName();
    asAdmin()
        .body(body(name, Map.of("cloneUrl", SSH, "deployKey", true)))
        .post(REPOSITORIES)
        .then()
        .statusCode(201);

    put(name, Map.of("cloneUrl", SSH, "deployKey", false)).body("source.deployKey", nullValue());
    assertNull(source(name).sshPrivateKey());
    asAdmin()
        .post(REPOSITORIES + "/" + name + "/deploy-key/regenerate")
        .then()
        .statusCode(409)
        .body("detail", containsString("deployKey"));

    put(name, Map.of("cloneUrl", SSH, "deployKey", true));
    String own = SshKeys.generate("own").privateKey();
    put(name, Map.of("cloneUrl", SSH, "sshPrivateKey", own)).body("source.deployKey", nullValue());
    assertEquals(own, source(name).sshPrivateKey());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "deployKey     | true             | is for sources over SSH",
        "deployKey     | maybe            | must be true or false",
        "sshPrivateKey | canary           | must be an OpenSSH private key",
        "knownHosts    | canary           | known_hosts",
        "linkedAccount | canary           | must be a linked account's id",
        "linkedAccount | 6f1c1f0e-9d7e-4c53-8f6b-0a8f3d6d0001 | no such linked account",
        "owner         | acme             | is required",
        "repository    | app              | is required"
      })
  void aSourceThatCantBeIsRefusedByField(String field, String value, String why) {
    String at = field.equals("owner") || field.equals("repository") ? "linkedAccount" : field;

    refused(body(newName(), Map.of(field, value)), "source." + at)
        .body("detail", containsString(why))
        .body("detail", not(containsString("canary")));
  }

  @Test
  void textsThatAreTooLongAreRefusedByField() {
    Map<String, Object> body = body(newName(), Map.of());
    body.put("fullDescription", "x".repeat(25_001));
    refused(body, "fullDescription").body("detail", containsString("25000"));

    body.put("fullDescription", "x\0");
    refused(body, "fullDescription").body("detail", containsString("control character"));

    body.remove("fullDescription");
    body.put("description", "x".repeat(1_001));
    refused(body, "description");
  }

  @Test
  void aWebhookThatNobodyMayInstallIsItsOwnersToInstall() {
    String name = create(newName(), "private");

    asAdmin()
        .post(REPOSITORIES + "/" + name + "/hook/install")
        .then()
        .statusCode(409)
        .contentType("application/problem+json")
        .body("detail", containsString("URL and secret"));
  }

  private ValidatableResponse put(String name, Map<String, Object> source) {
    return asAdmin().body(body(name, source)).put(REPOSITORIES + "/" + name).then().statusCode(200);
  }

  private static ValidatableResponse refused(Map<String, Object> body, String field) {
    return asAdmin()
        .body(body)
        .post(REPOSITORIES)
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("field", equalTo(field));
  }

  private static ValidatableResponse one(String name) {
    return asAdmin().get(REPOSITORIES + "/" + name).then().statusCode(200);
  }

  private BuildAssignment.Source source(String name) {
    return repositories.sourceWithCredentials(
        repositories.byName(RepositoryName.parse(name)).orElseThrow().id());
  }

  private static Map<String, Object> body(String name, Map<String, Object> sourceWith) {
    Map<String, Object> source =
        new HashMap<>(
            Map.of("provider", "git", "cloneUrl", "https://git.example.com/acme/app.git"));
    source.putAll(sourceWith);
    Map<String, Object> body = new HashMap<>(repository(name, "private"));
    body.put("source", source);
    return body;
  }
}
