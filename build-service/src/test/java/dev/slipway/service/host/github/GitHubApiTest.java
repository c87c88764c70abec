package dev.slipway.service.host.github;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.patchRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.GitUrl;
import dev.slipway.service.host.GitHostApi;
import dev.slipway.service.host.GitHostApi.CommitStatus;
import dev.slipway.service.host.GitHostApi.HostRepository;
import dev.slipway.service.host.GitHostApi.Owner;
import dev.slipway.service.host.GitHostApi.WebhookOutcome;
import dev.slipway.service.host.GitHostApiContract;
import dev.slipway.service.host.GitHostException;
import dev.slipway.service.host.HostConnection;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GitHubApiTest extends GitHostApiContract {

  private static final String REPOSITORY = "/repos/team/app";
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private final GitHubApi api =
      new GitHubApi(
          new GitHubHttp(), new TestingWebhookSecrets(), Clock.fixed(NOW, ZoneOffset.UTC));

  /** Goes with the connection, as the configuration has it. */
  private Duration timeout = PATIENT;

  @Override
  protected GitHostApi api(Duration patience) {
    timeout = patience;
    return api;
  }

  @Override
  protected HostConnection connection(URI server, String token) {
    return new HostConnection("here", GitProvider.GITHUB, server, server, null, token, timeout);
  }

  @Override
  protected String authorization(String token) {
    return "Bearer " + token;
  }

  @Override
  protected List<GitUrl> cloneUrls(URI server) {
    return List.of(
        GitUrl.parse(server + "/team/app.git"),
        GitUrl.parse(server + "/team/app"),
        GitUrl.parse("git@" + server.getHost() + ":team/app.git"),
        GitUrl.parse("ssh://git@ssh." + server.getHost() + ":443/team/app.git"));
  }

  @Override
  protected void givenAccount(String login) {
    HOST.stubFor(get(urlPathEqualTo("/user")).willReturn(user(login, "repo, read:org")));
  }

  @Override
  protected List<String> givenAccountThatLacksScopes() {
    HOST.stubFor(get(urlPathEqualTo("/user")).willReturn(user("ada", "public_repo, repo:status")));
    return List.of("repo");
  }

  @Override
  protected List<Owner> givenOwners() {
    givenAccount("ada");
    HOST.stubFor(
        get(urlPathEqualTo("/user/repos"))
            .willReturn(
                list(repository("team", "app", true), repository("ada", "notes", false))
                    .withHeader("Link", link("/user/repos?per_page=100&page=2"))));
    HOST.stubFor(
        get(urlPathEqualTo("/user/repos"))
            .withQueryParam("page", equalTo("2"))
            .willReturn(list(repository("grace", "shared", true))));
    return List.of(new Owner("ada", "ada"), new Owner("team", "team"), new Owner("grace", "grace"));
  }

  @Override
  protected List<List<HostRepository>> givenPagesOfRepositories(String owner) {
    givenAccount("ada");
    HOST.stubFor(
        get(urlPathEqualTo("/orgs/" + owner))
            .willReturn(okJson(new JsonObject().put("login", owner).put("id", 9).encode())));
    HOST.stubFor(
        get(urlPathEqualTo("/orgs/" + owner + "/repos"))
            .willReturn(
                list(repository(owner, "app", true), repository(owner, "site", false))
                    .withHeader("Link", link("/orgs/" + owner + "/repos?per_page=100&page=2"))));
    HOST.stubFor(
        get(urlPathEqualTo("/orgs/" + owner + "/repos"))
            .withQueryParam("page", equalTo("2"))
            .willReturn(list(repository(owner, "tools", false))));
    return List.of(
        List.of(expected(owner, "app", true), expected(owner, "site", false)),
        List.of(expected(owner, "tools", false)));
  }

  @Override
  protected HostRepository givenRepository() {
    HOST.stubFor(
        get(urlPathEqualTo(REPOSITORY))
            .willReturn(okJson(repository("team", "app", true).encode())));
    return expected("team", "app", true);
  }

  @Override
  protected void givenWebhooks(List<Hook> hooks) {
    HostRepository unused = givenRepository();
    JsonArray shown = new JsonArray();
    hooks.forEach(hook -> shown.add(hook(hook)));
    HOST.stubFor(get(urlPathEqualTo(REPOSITORY + "/hooks")).willReturn(okJson(shown.encode())));
    HOST.stubFor(
        post(urlPathEqualTo(REPOSITORY + "/hooks"))
            .willReturn(okJson(hook(Hook.to("8", HOOK_URL)).encode()).withStatus(201)));
    HOST.stubFor(
        patch(urlPathMatching(REPOSITORY + "/hooks/[0-9]+"))
            .willReturn(okJson(hook(Hook.to("8", HOOK_URL)).encode())));
    HOST.stubFor(
        delete(urlPathMatching(REPOSITORY + "/hooks/[0-9]+"))
            .willReturn(aResponse().withStatus(204)));
  }

  @Override
  protected void givenWebhookAsWritten(String id, LoggedRequest written) {
    JsonObject asked = new JsonObject(written.getBodyAsString());
    String url = asked.getJsonObject("config").getString("url");
    boolean pushes = asked.getJsonArray("events").contains("push");
    givenWebhooks(List.of(new Hook(id, url, asked.getBoolean("active"), pushes)));
  }

  @Override
  protected void givenStatusesAreTaken() {
    HostRepository unused = givenRepository();
    HOST.stubFor(
        post(urlPathMatching(REPOSITORY + "/statuses/[0-9a-f]+"))
            .willReturn(okJson("{\"id\":1,\"state\":\"success\"}").withStatus(201)));
  }

  @Override
  protected RequestPatternBuilder webhookCreation() {
    return postRequestedFor(urlEqualTo(REPOSITORY + "/hooks"));
  }

  @Override
  protected RequestPatternBuilder webhookChange(String id) {
    return patchRequestedFor(urlEqualTo(REPOSITORY + "/hooks/" + id));
  }

  @Override
  protected RequestPatternBuilder webhookRemoval(String id) {
    return deleteRequestedFor(urlEqualTo(REPOSITORY + "/hooks/" + id));
  }

  @Override
  protected RequestPatternBuilder statusRequest(CommitSha commit, CommitStatus status) {
    JsonObject body =
        new JsonObject()
            .put("state", status.state().name().toLowerCase(Locale.ROOT))
            .put("target_url", status.url())
            .put("description", status.description())
            .put("context", status.context());
    return postRequestedFor(urlEqualTo(REPOSITORY + "/statuses/" + commit))
        .withRequestBody(equalToJson(body.encode()));
  }

  // --- GitHub's own ---

  @Test
  void aFineGrainedTokenHasNoScopesToLack() throws GitHostException {
    HOST.stubFor(get(urlPathEqualTo("/user")).willReturn(okJson("{\"login\":\"ada\",\"id\":1}")));

    assertEquals(List.of(), api.account(connection()).missing());
  }

  @Test
  void theAccountsOwnRepositoriesAreAskedForAsSuch() throws GitHostException {
    givenAccount("ada");
    HOST.stubFor(
        get(urlPathEqualTo("/user/repos"))
            .withQueryParam("type", equalTo("owner"))
            .willReturn(list(repository("ada", "notes", true))));

    assertEquals(
        List.of(expected("ada", "notes", true)),
        api.repositories(connection(), "ada", null, false).items());
  }

  @Test
  void whatSomebodyElseSharesIsFoundAmongAllThatIsShared() throws GitHostException {
    givenAccount("ada");
    HOST.stubFor(get(urlPathEqualTo("/orgs/grace")).willReturn(aResponse().withStatus(404)));
    HOST.stubFor(
        get(urlPathEqualTo("/user/repos"))
            .withQueryParam("type", equalTo("member"))
            .willReturn(list(repository("grace", "app", true), repository("eve", "x", true))));

    assertEquals(
        List.of(expected("grace", "app", true)),
        api.repositories(connection(), "grace", null, false).items());
  }

  @Test
  void aCursorOfSomewhereElseIsRefusedWithoutACall() {
    GitHostException failure =
        assertThrows(
            GitHostException.class, () -> api.repositories(connection(), "team", "0?x=1", false));

    assertEquals(GitHostException.Kind.REFUSED, failure.kind());
    HOST.verify(0, getRequestedFor(urlPathMatching(".*")));
  }

  @Test
  void aSpentRateLimitIsToldWithTheTimeUntilItBeginsAnew() {
    HOST.stubFor(
        get(urlPathEqualTo("/user"))
            .willReturn(
                aResponse()
                    .withStatus(403)
                    .withHeader("X-RateLimit-Remaining", "0")
                    .withHeader(
                        "X-RateLimit-Reset",
                        String.valueOf(NOW.plusSeconds(90).getEpochSecond()))));

    GitHostException failure =
        assertThrows(GitHostException.class, () -> api.account(connection()));

    assertEquals(GitHostException.Kind.RATE_LIMITED, failure.kind());
    assertEquals(Optional.of(Duration.ofSeconds(90)), failure.retryAfter());
    HOST.verify(1, getRequestedFor(urlPathEqualTo("/user")));
  }

  @Test
  void aWebhookThatAnotherMadeInBetweenIsTakenOver() throws GitHostException {
    givenWebhooks(List.of(Hook.to("8", HOOK_URL)));
    HOST.stubFor(
        get(urlPathEqualTo(REPOSITORY + "/hooks"))
            .inScenario("race")
            .whenScenarioStateIs(Scenario.STARTED)
            .willReturn(okJson("[]"))
            .willSetStateTo("made"));
    HOST.stubFor(
        post(urlPathEqualTo(REPOSITORY + "/hooks"))
            .willReturn(okJson("{\"message\":\"Validation Failed\"}").withStatus(422)));

    assertEquals(WebhookOutcome.REPAIRED, ensureWebhook(SECRET));

    HOST.verify(1, webhookChange("8"));
  }

  @Test
  void aWebhookThatMayBeAnsweredWithoutTlsChecksIsRepaired() throws GitHostException {
    givenWebhooks(List.of());
    JsonObject lax = hook(Hook.to("8", HOOK_URL));
    lax.getJsonObject("config").put("insecure_ssl", "1");
    HOST.stubFor(
        get(urlPathEqualTo(REPOSITORY + "/hooks"))
            .willReturn(okJson(new JsonArray().add(lax).encode())));

    assertEquals(WebhookOutcome.REPAIRED, ensureWebhook(SECRET));

    HOST.verify(1, webhookChange("8"));
  }

  @Test
  void aWebhookIsMadeForPushesOnlyAsJsonOverCheckedTls() throws GitHostException {
    givenWebhooks(List.of());

    assertEquals(WebhookOutcome.CREATED, ensureWebhook(SECRET));

    JsonObject config =
        new JsonObject()
            .put("url", HOOK_URL)
            .put("content_type", "json")
            .put("insecure_ssl", "0")
            .put("secret", SECRET);
    HOST.verify(
        1,
        webhookCreation()
            .withRequestBody(
                equalToJson(
                    new JsonObject()
                        .put("name", "web")
                        .put("active", true)
                        .put("events", new JsonArray().add("push"))
                        .put("config", config)
                        .encode())));
  }

  @Test
  void aDescriptionIsCutToWhatGitHubTakes() throws GitHostException {
    givenStatusesAreTaken();
    String url = "https://slipway.example/builds/1";

    api.commitStatus(
        connection(),
        cloneUrl(),
        COMMIT,
        new CommitStatus("ci/slipway/x", CommitStatus.State.ERROR, "x".repeat(200), url));

    CommitStatus cut =
        new CommitStatus("ci/slipway/x", CommitStatus.State.ERROR, "x".repeat(139) + "…", url);
    HOST.verify(1, statusRequest(COMMIT, cut));
  }

  private static ResponseDefinitionBuilder user(String login, String scopes) {
    return okJson(new JsonObject().put("login", login).put("id", 1).encode())
        .withHeader("X-OAuth-Scopes", scopes);
  }

  private static ResponseDefinitionBuilder list(JsonObject... repositories) {
    return okJson(new JsonArray(List.of((Object[]) repositories)).encode());
  }

  private static String link(String next) {
    return "<" + here() + next + ">; rel=\"next\", <" + here() + next + ">; rel=\"last\"";
  }

  private static JsonObject repository(String owner, String name, boolean isPrivate) {
    return new JsonObject()
        .put("id", 1296269)
        .put("name", name)
        .put("full_name", owner + "/" + name)
        .put("owner", new JsonObject().put("login", owner).put("id", 9))
        .put("private", isPrivate)
        .put("html_url", "https://github.example/" + owner + "/" + name)
        .put("description", null)
        .put("url", here() + "/repos/" + owner + "/" + name)
        .put("clone_url", "https://github.example/" + owner + "/" + name + ".git")
        .put("ssh_url", "git@github.example:" + owner + "/" + name + ".git")
        .put("default_branch", "main")
        .put(
            "permissions", new JsonObject().put("admin", true).put("push", true).put("pull", true));
  }

  private static HostRepository expected(String owner, String name, boolean isPrivate) {
    return new HostRepository(
        owner,
        name,
        "https://github.example/" + owner + "/" + name + ".git",
        "git@github.example:" + owner + "/" + name + ".git",
        isPrivate,
        "main",
        "",
        true);
  }

  private static JsonObject hook(Hook hook) {
    return new JsonObject()
        .put("type", "Repository")
        .put("id", Long.valueOf(hook.id()))
        .put("name", "web")
        .put("active", hook.active())
        .put("events", new JsonArray().add(hook.pushes() ? "push" : "issues"))
        .put(
            "config",
            new JsonObject()
                .put("content_type", "json")
                .put("insecure_ssl", "0")
                .put("url", hook.url()))
        .put("url", here() + REPOSITORY + "/hooks/" + hook.id());
  }
}
