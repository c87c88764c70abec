package dev.slipway.service.host;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.slipway.core.git.GitProvider;
import dev.slipway.service.Api;
import dev.slipway.service.People;
import dev.slipway.service.People.Person;
import dev.slipway.service.TestStack;
import dev.slipway.service.build.World;
import dev.slipway.service.host.GitHostException.Kind;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
@QuarkusTestResource(HostStubs.class)
class LinkedAccountsTest {

  private static final String ACCOUNTS = "/api/v1/linked-accounts";
  private static final String API = "/api/v3";
  private static final String HOST_ID = HostStubs.id(GitProvider.GITHUB);
  private static final String TOKEN = "ghp_the_token_of_octo";

  @Inject People people;
  @Inject World world;
  @Inject LinkedAccounts accounts;
  @Inject WebhookSecrets webhookSecrets;

  HostStubs stubs;

  private Person person;

  @BeforeEach
  void meet() {
    host().resetAll();
    person = people.somebody();
  }

  // --- Hosts ---

  @Test
  void theHostsAreListedWithTheCallbackToRegister() {
    person
        .request()
        .get("/api/v1/git-hosts")
        .then()
        .statusCode(200)
        .body("items.id", hasItems("github", "bitbucket", HOST_ID))
        .body("items.find { it.id == 'github' }.oauth.configured", equalTo(false))
        .body("items.find { it.id == 'github' }.url", equalTo("https://github.com"))
        .body(
            "items.find { it.id == 'github' }.oauth.callbackUrl",
            equalTo("http://127.0.0.1:8080/linked-accounts/callback/github"))
        .body("items.find { it.id == '" + HOST_ID + "' }.oauth.configured", equalTo(true))
        .body(not(containsString(HostStubs.CLIENT_SECRET)));
  }

  // --- Linking by token ---

  @Test
  void aTokenIsCheckedBeforeItIsStoredAndNeverShown() {
    givenUser("repo");

    String id =
        link("full")
            .statusCode(201)
            .header("Location", containsString(ACCOUNTS + "/"))
            .body("login", equalTo("octo"), "credential", equalTo("token"))
            .body("state", equalTo("active"), "missingScopes", hasSize(0))
            .body(not(containsString(TOKEN)))
            .extract()
            .path("id");

    assertEquals(
        List.of("false"),
        world.strings(
            "select (access_token_sealed like ?)::text from linked_account where id = ?",
            "%" + TOKEN + "%",
            UUID.fromString(id)));
  }

  @Test
  void aTokenThatTheHostRefusesIsNotStored() {
    host().stubFor(any(anyUrl()).willReturn(aResponse().withStatus(401)));

    link("full").statusCode(422).body("field", equalTo("token"));

    list(person).body("items", hasSize(0));
  }

  @Test
  void scopesThatATokenLacksAreNamedAndLimitedModeNeedsNone() {
    givenUser("public_repo");

    link("full")
        .statusCode(422)
        .body("field", equalTo("token"), "detail", containsString("lacks repo"));

    link("limited").statusCode(201).body("mode", equalTo("limited"));
  }

  @Test
  void aHostInTroubleStoresNothing() {
    host().stubFor(any(anyUrl()).willReturn(aResponse().withStatus(500)));

    link("full").statusCode(502).body("detail", containsString("500"));

    list(person).body("items", hasSize(0));
  }

  @Test
  void linkingAgainReplacesTheTokenAndHealsTheAccount() {
    givenUser("repo");
    String id = link("full").extract().path("id");
    host().stubFor(any(anyUrl()).willReturn(aResponse().withStatus(401)));
    check(id).statusCode(200).body("state", equalTo("revoked"), "reason", notNullValue());

    givenUser("repo");
    link("limited").statusCode(200).body("id", equalTo(id));

    check(id)
        .body("state", equalTo("active"), "reason", nullValue())
        .body("mode", equalTo("limited"));
    list(person).body("items", hasSize(1));
  }

  @ParameterizedTest
  @CsvSource({
    "namespace,,required",
    "host,,required",
    "host,nowhere,stub-github",
    "mode,half,limited",
    "token,,required",
    "token,a b,blanks",
    "token,tökén,ASCII",
    "username,a:b,colons"
  })
  void everyFieldAtFaultIsNamed(String field, String value, String told) {
    Map<String, Object> body = tokenBody("full");
    body.put(field, value);

    person
        .request()
        .body(body)
        .post(ACCOUNTS)
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("field", equalTo(field), "detail", containsString(told));
    host().verify(0, anyRequestedFor(anyUrl()));
  }

  @Test
  void longValuesAreRefused() {
    for (String field : List.of("namespace", "host", "token", "username")) {
      Map<String, Object> body = tokenBody("full");
      body.put(field, "x".repeat(5_000));
      person
          .request()
          .body(body)
          .post(ACCOUNTS)
          .then()
          .statusCode(422)
          .body("field", equalTo(field));
    }
  }

  // --- Beginning OAuth ---

  @ParameterizedTest
  @CsvSource({
    "returnTo,//evil.example",
    "returnTo,\\\\evil.example",
    "returnTo,/\\evil.example",
    "returnTo,https://evil.example/",
    "returnTo,javascript:x",
    "mode,both",
    "host,nowhere",
    "host,",
    "namespace,"
  })
  void aWishAtFaultIsNamed(String field, String value) {
    Map<String, Object> body = new HashMap<>();
    body.put("namespace", person.name());
    body.put("host", HOST_ID);
    body.put(field, value);

    person
        .request()
        .body(body)
        .post(ACCOUNTS + "/authorize")
        .then()
        .statusCode(422)
        .body("field", equalTo(field));
  }

  @Test
  void aHostWithoutOAuthSaysWhatItsOperatorHasToDo() {
    person
        .request()
        .body(Map.of("namespace", person.name(), "host", "github"))
        .post(ACCOUNTS + "/authorize")
        .then()
        .statusCode(422)
        .body("field", equalTo("host"))
        .body(
            "detail",
            allOf(
                containsString("/linked-accounts/callback/github"),
                containsString("slipway.git-hosts.github.client-id")));
  }

  @Test
  void aBrowserIsRedirectedFromOurOwnPagesOnly() {
    person
        .request()
        .queryParams("namespace", person.name(), "host", HOST_ID)
        .get("/linked-accounts/authorize")
        .then()
        .statusCode(303)
        .header("Location", startsWith(host().baseUrl() + "/login/oauth/authorize?"));
    person
        .request()
        .queryParams("namespace", person.name(), "host", HOST_ID)
        .header("Sec-Fetch-Site", "cross-site")
        .get("/linked-accounts/authorize")
        .then()
        .statusCode(403);
  }

  @Test
  void oneUserKeepsAFewWishesOnly() {
    for (int i = 0; i < 25; i++) {
      person
          .request()
          .body(Map.of("namespace", person.name(), "host", HOST_ID))
          .post(ACCOUNTS + "/authorize")
          .then()
          .statusCode(200);
    }

    assertEquals(
        List.of("20"),
        world.strings(
            "select count(*)::text from host_authorization where user_id = ?", person.user().id()));
  }

  // --- Rights ---

  @Test
  void aStrangerSeesNothingAndAReaderChangesNothing() {
    givenUser("repo");
    String id = link("full").extract().path("id");
    Person stranger = people.somebody();
    Person reader = people.member(person.name(), "reader");
    Person maintainer = people.member(person.name(), "maintainer");

    String missing =
        stranger.request().get(ACCOUNTS + "/" + UUID.randomUUID()).then().extract().asString();
    for (String path : List.of("", "/owners", "/owners/octo/repositories")) {
      String answer =
          stranger
              .request()
              .get(ACCOUNTS + "/" + id + path)
              .then()
              .statusCode(404)
              .extract()
              .asString();
      assertEquals(missing, answer);
    }
    stranger.request().post(ACCOUNTS + "/" + id + "/check").then().statusCode(404);
    stranger.request().delete(ACCOUNTS + "/" + id).then().statusCode(404);

    reader.request().get(ACCOUNTS + "/" + id).then().statusCode(200);
    list(reader).body("items", hasSize(1));
    for (Person member : List.of(reader, maintainer)) {
      member.request().get(ACCOUNTS + "/" + id + "/owners").then().statusCode(403);
      member.request().post(ACCOUNTS + "/" + id + "/check").then().statusCode(403);
      member.request().delete(ACCOUNTS + "/" + id).then().statusCode(403);
      member.request().body(tokenBody("full")).post(ACCOUNTS).then().statusCode(403);
      member
          .request()
          .body(Map.of("namespace", person.name(), "host", HOST_ID))
          .post(ACCOUNTS + "/authorize")
          .then()
          .statusCode(403);
    }
  }

  @Test
  void whatIsNoIdIsNotFound() {
    person.request().get(ACCOUNTS + "/nonsense").then().statusCode(404);
    person.request().get(ACCOUNTS).then().statusCode(422).body("field", equalTo("namespace"));
  }

  @Test
  void aNamespaceThatIsNotThereGetsNoAccount() {
    givenUser("repo");
    Map<String, Object> body = tokenBody("full");
    body.put("namespace", "nobody-made-this");

    Api.asAdmin()
        .body(body)
        .post(ACCOUNTS)
        .then()
        .statusCode(404)
        .body("detail", containsString("nobody-made-this"));
  }

  // --- Browsing ---

  @Test
  void aFullAccountShowsOwnersAndAllRepositories() {
    givenUser("repo");
    String id = link("full").extract().path("id");
    givenRepositories();

    person
        .request()
        .get(ACCOUNTS + "/" + id + "/owners")
        .then()
        .statusCode(200)
        .body("items.key", hasItems("octo", "acme"));
    repositories(id)
        .statusCode(200)
        .body("items.name", equalTo(List.of("open", "closed")))
        .body("items.private", equalTo(List.of(false, true)))
        .body("next", nullValue());
  }

  @Test
  void aLimitedAccountShowsPublicRepositoriesOnly() {
    givenUser("public_repo");
    String id = link("limited").extract().path("id");
    givenRepositories();

    repositories(id).statusCode(200).body("items.name", equalTo(List.of("open")));
  }

  @Test
  void aCursorOfSomewhereElseIsRefused() {
    givenUser("repo");
    String id = link("full").extract().path("id");

    person
        .request()
        .queryParam("cursor", "nonsense")
        .get(ACCOUNTS + "/" + id + "/owners/octo/repositories")
        .then()
        .statusCode(422);
  }

  @Test
  void aRateLimitIsTakenNoteOfAndNotTriedAgain() {
    givenUser("repo");
    String id = link("full").extract().path("id");
    host()
        .stubFor(
            any(anyUrl()).willReturn(aResponse().withStatus(429).withHeader("Retry-After", "60")));
    host().resetRequests();

    check(id).statusCode(503).header("Retry-After", equalTo("60"));
    check(id).statusCode(503).header("Retry-After", notNullValue());
    GitHostException failure =
        assertThrows(
            GitHostException.class, () -> accounts.call(UUID.fromString(id), GitHostApi::account));

    assertEquals(Kind.RATE_LIMITED, failure.kind());
    host().verify(1, anyRequestedFor(anyUrl()));
    person.request().get(ACCOUNTS + "/" + id).then().body("state", equalTo("active"));
  }

  // --- The service's own calls ---

  @Test
  void anUnknownAccountIsNotFound() {
    GitHostException failure =
        assertThrows(
            GitHostException.class, () -> accounts.call(UUID.randomUUID(), GitHostApi::account));

    assertEquals(Kind.NOT_FOUND, failure.kind());
    assertEquals(Optional.empty(), accounts.ofRepository(UUID.randomUUID()));
  }

  @Test
  void gitGetsTheTokenUnderGitHubsUserName() throws GitHostException {
    givenUser("repo");
    String id = link("full").extract().path("id");

    assertEquals(
        new LinkedAccounts.GitCredential("x-access-token", TOKEN),
        accounts.gitCredential(UUID.fromString(id)));
  }

  // --- Unlinking ---

  @Test
  void repositoriesOfAnUnlinkedAccountGoOnAsPlainOnes() {
    givenUser("repo");
    String id = link("full").extract().path("id");
    String name = repositoryLinkedTo(id);
    person.request().get(ACCOUNTS + "/" + id).then().body("usedBy", equalTo(List.of(name)));

    person
        .request()
        .delete(ACCOUNTS + "/" + id)
        .then()
        .statusCode(200)
        .body("revoked", equalTo(false), "advice", containsString("delete the token"))
        .body("repositories[0].repository", equalTo(name))
        .body("repositories[0].webhook", equalTo("kept"))
        .body("repositories[0].note", containsString("now a plain repository"));

    person.request().get("/api/v1/repositories/" + name).then().statusCode(200);
    person.request().get(ACCOUNTS + "/" + id).then().statusCode(404);
  }

  @Test
  void webhooksAreRemovedWhenThatIsWished() {
    givenUser("repo");
    String id = link("full").extract().path("id");
    String name = repositoryLinkedTo(id);
    String url =
        person.request().get("/api/v1/repositories/" + name).then().extract().path("hook.url");
    givenWebhook(url);

    person
        .request()
        .queryParam("removeWebhooks", "true")
        .delete(ACCOUNTS + "/" + id)
        .then()
        .statusCode(200)
        .body("repositories[0].webhook", equalTo("removed"));

    host().verify(1, deleteRequestedFor(urlPathEqualTo(API + "/repos/acme/app/hooks/8")));
  }

  @Test
  void aHostInTroubleKeepsNobodyFromUnlinking() {
    givenUser("repo");
    String id = link("full").extract().path("id");
    String first = repositoryLinkedTo(id);
    String second = repositoryLinkedTo(id);
    host().stubFor(any(anyUrl()).willReturn(aResponse().withStatus(500)));
    host().resetRequests();

    person
        .request()
        .queryParam("removeWebhooks", "true")
        .delete(ACCOUNTS + "/" + id)
        .then()
        .statusCode(200)
        .body("repositories.repository", hasItems(first, second))
        .body("repositories.webhook", equalTo(List.of("failed", "failed")));

    host().verify(1, anyRequestedFor(anyUrl()));
  }

  @Test
  void aFlagThatIsNoneIsNamed() {
    givenUser("repo");
    String id = link("full").extract().path("id");

    person
        .request()
        .queryParam("removeWebhooks", "perhaps")
        .delete(ACCOUNTS + "/" + id)
        .then()
        .statusCode(422)
        .body("field", equalTo("removeWebhooks"));
  }

  // --- Secrets of webhooks ---

  @Test
  void theSecretOfAWebhookIsRememberedAsADigestUntilItIsForgotten() {
    String name = person.name() + "/app";
    String url = createRepository(name);
    assertEquals(false, webhookSecrets.isCurrent(url, "one"));

    webhookSecrets.remember(url, "one");
    webhookSecrets.remember(url, "two");

    assertEquals(false, webhookSecrets.isCurrent(url, "one"));
    assertEquals(true, webhookSecrets.isCurrent(url, "two"));
    webhookSecrets.forget(url);
    assertEquals(false, webhookSecrets.isCurrent(url, "two"));
    webhookSecrets.remember("https://elsewhere.example/hook", "one");
    assertEquals(false, webhookSecrets.isCurrent("https://elsewhere.example/hook", "one"));
  }

  // --- Helpers ---

  private WireMockServer host() {
    return stubs.server(GitProvider.GITHUB);
  }

  private void givenUser(String scopes) {
    host().resetAll();
    host()
        .stubFor(
            get(API + "/user")
                .willReturn(
                    okJson("{\"login\":\"octo\",\"id\":1}").withHeader("X-OAuth-Scopes", scopes)));
  }

  private void givenRepositories() {
    String both =
        new JsonArray()
            .add(repository("octo", "open", false))
            .add(repository("octo", "closed", true))
            .add(repository("acme", "app", true))
            .encode();
    host().stubFor(get(urlPathEqualTo(API + "/user/repos")).willReturn(okJson(both)));
  }

  private void givenWebhook(String url) {
    host()
        .stubFor(
            get(API + "/repos/acme/app")
                .willReturn(okJson(repository("acme", "app", true).encode())));
    JsonObject hook =
        new JsonObject()
            .put("id", 8)
            .put("name", "web")
            .put("active", true)
            .put("events", new JsonArray().add("push"))
            .put("config", new JsonObject().put("url", url).put("content_type", "json"));
    host()
        .stubFor(
            get(urlPathEqualTo(API + "/repos/acme/app/hooks"))
                .willReturn(okJson(new JsonArray().add(hook).encode())));
    host().stubFor(delete(API + "/repos/acme/app/hooks/8").willReturn(aResponse().withStatus(204)));
  }

  private static JsonObject repository(String owner, String name, boolean isPrivate) {
    return new JsonObject()
        .put("id", 1)
        .put("name", name)
        .put("full_name", owner + "/" + name)
        .put("owner", new JsonObject().put("login", owner).put("id", 9))
        .put("private", isPrivate)
        .put("clone_url", "https://github.example/" + owner + "/" + name + ".git")
        .put("ssh_url", "git@github.example:" + owner + "/" + name + ".git")
        .put("default_branch", "main");
  }

  private Map<String, Object> tokenBody(String mode) {
    Map<String, Object> body = new HashMap<>();
    body.put("namespace", person.name());
    body.put("host", HOST_ID);
    body.put("mode", mode);
    body.put("token", TOKEN);
    return body;
  }

  private ValidatableResponse link(String mode) {
    return person.request().body(tokenBody(mode)).post(ACCOUNTS).then();
  }

  private ValidatableResponse check(String id) {
    return person.request().post(ACCOUNTS + "/" + id + "/check").then();
  }

  private static ValidatableResponse list(Person who, String namespace) {
    return who.request().queryParam("namespace", namespace).get(ACCOUNTS).then().statusCode(200);
  }

  private ValidatableResponse list(Person who) {
    return list(who, person.name());
  }

  private ValidatableResponse repositories(String id) {
    return person.request().get(ACCOUNTS + "/" + id + "/owners/octo/repositories").then();
  }

  private String repositoryLinkedTo(String account) {
    String name = person.name() + "/r" + UUID.randomUUID().toString().replace("-", "");
    String unused = createRepository(name);
    int linked =
        world.run(
            "update repository set linked_account = ? where namespace = ? and name = ?",
            UUID.fromString(account),
            person.name(),
            name.substring(name.indexOf('/') + 1));
    assertEquals(1, linked);
    return name;
  }

  /** A repository of the stub, and its webhook's URL. */
  private String createRepository(String name) {
    Map<String, Object> body = new HashMap<>(Api.repository(name, "private"));
    body.put(
        "source", Map.of("provider", "github", "cloneUrl", host().baseUrl() + "/acme/app.git"));
    return person
        .request()
        .body(body)
        .post(Api.REPOSITORIES)
        .then()
        .statusCode(201)
        .extract()
        .path("hook.url");
  }
}
