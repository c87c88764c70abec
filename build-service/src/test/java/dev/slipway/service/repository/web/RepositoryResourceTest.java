package dev.slipway.service.repository.web;

import static dev.slipway.service.Api.REPOSITORIES;
import static dev.slipway.service.Api.asAdmin;
import static dev.slipway.service.Api.create;
import static dev.slipway.service.Api.newName;
import static dev.slipway.service.Api.repository;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.slipway.core.protocol.BuildAssignment;
import dev.slipway.git.SshKeys;
import dev.slipway.service.TestStack;
import dev.slipway.service.repository.Repositories;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.RepositoryName;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class RepositoryResourceTest {

  @Inject Repositories repositories;

  @Test
  void aNewRepositoryComesWithAWebhookWhoseSecretIsShownOnce() {
    String name = newName();

    asAdmin()
        .body(repository(name, "public"))
        .post(REPOSITORIES)
        .then()
        .statusCode(201)
        .header("Location", containsString(REPOSITORIES + "/" + name))
        .body("name", equalTo(name))
        .body("visibility", equalTo("public"))
        .body("source.cloneUrl", equalTo("https://git.example.com/acme/app.git"))
        .body("destinations[0].image", equalTo("127.0.0.1:8080/" + name))
        .body("rules[0].type", equalTo("branch"))
        .body("rules[0].dockerfile", equalTo("/"))
        .body("rules[0].active", equalTo(true))
        .body("hook.url", matchesPattern("http://127\\.0\\.0\\.1:8080/hooks/github/[0-9a-f]{32}"))
        .body("hook.secret", matchesPattern("[0-9a-f]{64}"));

    asAdmin()
        .get(REPOSITORIES + "/" + name)
        .then()
        .statusCode(200)
        .body("rules[0].tag", equalTo("latest"))
        .body("hook.url", containsString("/hooks/github/"))
        .body("hook.secret", nullValue());
  }

  @ParameterizedTest
  @CsvSource({
    "github, /hooks/github/",
    "bitbucket, /hooks/bitbucket/",
    "bitbucket-server, /hooks/bitbucket-server/",
    "git, /hooks/github/"
  })
  void theWebhooksUrlIsThatOfTheProvidersForm(String provider, String path) {
    Map<String, Object> body = body(newName());
    body.put("source", source(Map.of("provider", provider)));

    asAdmin()
        .body(body)
        .post(REPOSITORIES)
        .then()
        .statusCode(201)
        .body("hook.url", containsString(path));
  }

  @Test
  void aSecretGoesInAndNeverComesOut() {
    String name = newName();
    String key = SshKeys.generate("canary-2").privateKey();
    Map<String, Object> body = body(name);
    body.put(
        "source", source(Map.of("username", "bot", "password", "canary-1", "sshPrivateKey", key)));
    body.put(
        "destinations",
        List.of(Map.of("image", "reg.example.com/a/b", "username", "u", "password", "canary-3")));

    String answer =
        asAdmin().body(body).post(REPOSITORIES).then().statusCode(201).extract().asString();

    assertFalse(answer.contains("canary") || answer.contains("PRIVATE KEY"), answer);
    asAdmin().get(REPOSITORIES + "/" + name).then().body(not(containsString("canary")));
    asAdmin().get(REPOSITORIES).then().body(not(containsString("canary")));
    Repository stored = stored(name);
    BuildAssignment.Source source = repositories.sourceWithCredentials(stored.id());
    assertEquals("canary-1", source.password());
    assertEquals(key, source.sshPrivateKey());
    BuildAssignment.Destination destination =
        repositories.destinationsWithCredentials(stored.id()).get(0);
    assertEquals("canary-3", destination.password());
    assertFalse(destination.insecure());
  }

  @Test
  void secretsThatAreLeftOutStayOnlyWithTheirOrigin() {
    String name = newName();
    Map<String, Object> body = body(name);
    body.put("source", source(Map.of("username", "bot", "password", "canary-1")));
    asAdmin().body(body).post(REPOSITORIES).then().statusCode(201);

    body.put("source", source(Map.of("cloneUrl", "https://git.example.com/acme/other.git")));
    asAdmin().body(body).put(REPOSITORIES + "/" + name).then().statusCode(200);
    assertEquals("canary-1", repositories.sourceWithCredentials(stored(name).id()).password());

    body.put("source", source(Map.of("cloneUrl", "https://evil.example/acme/app.git")));
    asAdmin().body(body).put(REPOSITORIES + "/" + name).then().statusCode(200);
    BuildAssignment.Source moved = repositories.sourceWithCredentials(stored(name).id());
    assertEquals(null, moved.password());
    assertEquals(null, moved.username());
  }

  @Test
  void aRegistryPasswordStaysOnlyWithItsImageAndUser() {
    String name = newName();
    Map<String, Object> body = body(name);
    body.put("destinations", List.of(destination("reg.example.com/a/b", "u", "canary")));
    asAdmin().body(body).post(REPOSITORIES).then().statusCode(201);

    body.put(
        "destinations",
        List.of(
            destination("evil.example/a/b", "u", null),
            destination("reg.example.com/a/b", "u", null)));
    asAdmin().body(body).put(REPOSITORIES + "/" + name).then().statusCode(200);

    List<BuildAssignment.Destination> now =
        repositories.destinationsWithCredentials(stored(name).id());
    assertEquals(null, now.get(0).password());
    assertEquals("canary", now.get(1).password());
    body.put("destinations", List.of(destination("reg.example.com/a/b", "other", null)));
    asAdmin().body(body).put(REPOSITORIES + "/" + name).then().statusCode(200);
    assertEquals(
        null, repositories.destinationsWithCredentials(stored(name).id()).get(0).password());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"hello", "/hello", "Admin/hello", "admin/../x", "admin/a/b", "admin/", ""})
  void aNameThatIsNoneIsRefusedWithWhy(String name) {
    Map<String, Object> body = body(name);

    refused(body, "name");
  }

  @Test
  void aBareNameIsToldThatItHasNoNamespace() {
    refused(body("hello"), "name").body("detail", containsString("has no namespace"));
  }

  @ParameterizedTest
  @CsvSource({
    "provider, gitlab, source.provider, bitbucket-server",
    "cloneUrl, https://user:secret@git.example.com/a/b.git, source.cloneUrl, must not hold credentials",
    "cloneUrl, https://token@git.example.com/a/b.git, source.cloneUrl, must not hold credentials",
    "cloneUrl, file:///etc/passwd, source.cloneUrl, not allowed",
    "cloneUrl, /srv/git/app.git, source.cloneUrl, starts with https://",
    "cloneUrl, --upload-pack=x, source.cloneUrl, starts with https://"
  })
  void aSourceThatCantBeUsedIsRefused(String field, String value, String at, String why) {
    Map<String, Object> body = body(newName());
    body.put("source", source(Map.of(field, value)));

    refused(body, at)
        .body("detail", containsString(why))
        .body("detail", not(containsString(":secret")));
  }

  @ParameterizedTest
  @CsvSource({
    "reg.example.com/a/b:1.0, leave the tag out",
    "reg.example.com/a/b@sha256:0000000000000000000000000000000000000000000000000000000000000000, leave the tag out",
    "reg.example.com/A/b, no repository path",
    "127.0.0.1:8080/somebody/else, in the embedded registry"
  })
  void aDestinationThatCantBeIsRefused(String image, String why) {
    Map<String, Object> body = body(newName());
    body.put("destinations", List.of(destination(image, null, null)));

    refused(body, "destinations[0].image").body("detail", containsString(why));
  }

  @Test
  void oneDestinationTwiceIsRefused() {
    Map<String, Object> body = body(newName());
    body.put(
        "destinations",
        List.of(
            destination("acme/app", null, null), destination("docker.io/acme/app", null, null)));

    refused(body, "destinations[1].image").body("detail", containsString("twice"));
  }

  @Test
  void theEmbeddedRegistryByItsOwnNameIsTheSameAsNone() {
    String name = newName();
    Map<String, Object> body = body(name);
    body.put("destinations", List.of(destination("127.0.0.1:8080/" + name, null, null)));

    asAdmin().body(body).post(REPOSITORIES).then().statusCode(201);

    BuildAssignment.Destination embedded =
        repositories.destinationsWithCredentials(stored(name).id()).get(0);
    assertEquals("127.0.0.1:8080/" + name, embedded.image());
    assertEquals("slipway-build", embedded.username());
    assertEquals(true, embedded.insecure());
  }

  @Test
  void theEmbeddedRegistryIsOneOfSeveral() {
    String name = newName();
    Map<String, Object> body = body(name);
    body.put(
        "destinations",
        List.of(
            destination("127.0.0.1:8080/" + name, null, null),
            destination("reg.example.com/a/b", "robot$ci", "canary")));

    asAdmin()
        .body(body)
        .post(REPOSITORIES)
        .then()
        .statusCode(201)
        .body("destinations.image", contains("127.0.0.1:8080/" + name, "reg.example.com/a/b"))
        .body("destinations.insecure", contains(true, false));

    List<BuildAssignment.Destination> both =
        repositories.destinationsWithCredentials(stored(name).id());
    assertEquals("slipway-build", both.get(0).username());
    assertEquals("robot$ci", both.get(1).username());
    assertEquals("canary", both.get(1).password());
  }

  @Test
  void plainHttpIsOnlyWhereTheOperatorAllowsIt() {
    Map<String, Object> body = body(newName());
    Map<String, Object> destination = destination("reg.example.com/a/b", null, null);
    destination.put("insecure", true);
    body.put("destinations", List.of(destination));

    refused(body, "destinations[0].insecure")
        .body("detail", containsString("SLIPWAY_INSECURE_REGISTRIES"));
  }

  @Test
  void aRegistryPasswordWantsAUserBesideIt() {
    Map<String, Object> body = body(newName());
    body.put("destinations", List.of(destination("reg.example.com/a/b", null, "canary")));

    refused(body, "destinations[0].username").body("detail", not(containsString("canary")));
  }

  @Test
  void otherValuesThatAreUnknownAreRefusedByName() {
    Map<String, Object> body = body(newName());
    body.put("visibility", "secret");
    refused(body, "visibility").body("detail", containsString("\"public\" or \"private\""));

    body.put("visibility", "public");
    body.put("rules", List.of(Map.of("type", "commit", "name", "main")));
    refused(body, "rules[0].type").body("detail", containsString("\"branch\" or \"tag\""));

    body.put("rules", List.of(Map.of("type", "branch", "name", "/a(b/", "tag", "x")));
    refused(body, "rules[0].name");

    body.remove("source");
    body.put("rules", List.of());
    refused(body, "source");
  }

  @Test
  void aNameIsTakenOnce() {
    String name = create(newName(), "private");

    asAdmin()
        .body(repository(name, "public"))
        .post(REPOSITORIES)
        .then()
        .statusCode(409)
        .contentType("application/problem+json")
        .body("detail", containsString("already"));
  }

  @Test
  void aRepositoryCantBeRenamed() {
    String name = create(newName(), "private");

    asAdmin()
        .body(repository(newName(), "private"))
        .put(REPOSITORIES + "/" + name)
        .then()
        .statusCode(422)
        .body("field", equalTo("name"));
  }

  @Test
  void anUpdateKeepsTheIdsOfRulesThatStay() {
    String name = create(newName(), "private");
    String id = asAdmin().get(REPOSITORIES + "/" + name).path("rules[0].id");
    Map<String, Object> body = body(name);
    body.remove("name");
    body.put("description", "now with words");
    body.put(
        "rules",
        List.of(
            Map.of("type", "tag", "name", "/^v/"),
            Map.of("id", id, "type", "branch", "name", "main", "tag", "edge")));

    asAdmin()
        .body(body)
        .put(REPOSITORIES + "/" + name)
        .then()
        .statusCode(200)
        .body("description", equalTo("now with words"))
        .body("rules[1].id", equalTo(id))
        .body("rules[1].tag", equalTo("edge"))
        .body("rules[0].name", equalTo("/^v/"));

    body.put("rules", List.of(Map.of("id", "someone-elses", "type", "tag", "name", "")));
    asAdmin()
        .body(body)
        .put(REPOSITORIES + "/" + name)
        .then()
        .statusCode(422)
        .body("field", equalTo("rules[0].id"));
  }

  @Test
  void aDeletedRepositoryIsGone() {
    String name = create(newName(), "public");

    asAdmin().delete(REPOSITORIES + "/" + name).then().statusCode(204);

    asAdmin().get(REPOSITORIES + "/" + name).then().statusCode(404);
    asAdmin().delete(REPOSITORIES + "/" + name).then().statusCode(404);
    create(name, "private");
  }

  @Test
  void aRegeneratedSecretIsAnotherOneOfTheSameWebhook() {
    Map<String, String> before =
        asAdmin().body(body(newName())).post(REPOSITORIES).then().extract().path("hook");
    String name = newName();
    Map<String, String> hook =
        asAdmin().body(body(name)).post(REPOSITORIES).then().extract().path("hook");

    Map<String, String> after =
        asAdmin()
            .post(REPOSITORIES + "/" + name + "/hook/regenerate")
            .then()
            .statusCode(200)
            .extract()
            .path("");

    assertEquals(hook.get("url"), after.get("url"));
    assertNotEquals(hook.get("secret"), after.get("secret"));
    assertNotEquals(before.get("secret"), after.get("secret"));
  }

  private ValidatableResponse refused(Map<String, Object> body, String field) {
    return asAdmin()
        .body(body)
        .post(REPOSITORIES)
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("field", equalTo(field));
  }

  private Repository stored(String name) {
    return repositories.byName(RepositoryName.parse(name)).orElseThrow();
  }

  private static Map<String, Object> body(String name) {
    return new HashMap<>(repository(name, "private"));
  }

  private static Map<String, Object> source(Map<String, String> with) {
    Map<String, Object> source =
        new HashMap<>(
            Map.of("provider", "github", "cloneUrl", "https://git.example.com/acme/app.git"));
    source.putAll(with);
    return source;
  }

  private static Map<String, Object> destination(String image, String username, String password) {
    Map<String, Object> destination = new HashMap<>();
    destination.put("image", image);
    destination.put("username", username);
    destination.put("password", password);
    return destination;
  }
}
