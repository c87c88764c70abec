package dev.slipway.service.host.bitbucket;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static dev.slipway.service.Api.asAdmin;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.GitUrl;
import dev.slipway.service.TestStack;
import dev.slipway.service.host.GitHostApi;
import dev.slipway.service.host.GitHostApi.CommitStatus;
import dev.slipway.service.host.GitHostApi.HostRepository;
import dev.slipway.service.host.GitHostApi.Owner;
import dev.slipway.service.host.GitHostApiContract;
import dev.slipway.service.host.GitHostException;
import dev.slipway.service.host.HostConnection;
import dev.slipway.service.host.rest.HostCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Quarkus makes the REST clients, so this runs inside of it. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class BitbucketApiTest extends GitHostApiContract {

  private static final String HOOKS = "/2.0/repositories/team/app/hooks";
  private static final String STATUSES =
      "/2.0/repositories/team/app/commit/" + COMMIT + "/statuses/build";

  private Duration timeout = PATIENT;

  @Override
  protected GitHostApi api(Duration limit) {
    timeout = limit;
    return new BitbucketApi(new HostCalls(Clock.systemUTC()));
  }

  @Override
  protected HostConnection connection(URI server, String token) {
    URI api = URI.create(server + "/2.0");
    return new HostConnection(
        "bitbucket", GitProvider.BITBUCKET, server, api, null, token, timeout);
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
        GitUrl.parse("git@bitbucket.org:team/app.git"),
        GitUrl.parse("ssh://git@altssh.bitbucket.org:443/team/app.git"));
  }

  @Override
  protected void givenAccount(String login) {
    HOST.stubFor(get("/2.0/user").willReturn(okJson(user(login))));
  }

  @Override
  protected List<String> givenAccountThatLacksScopes() {
    HOST.stubFor(
        get("/2.0/user")
            .willReturn(okJson(user("ada")).withHeader("X-OAuth-Scopes", "account, pullrequest")));
    return List.of("webhook");
  }

  private static String user(String login) {
    return """
    {"type": "user", "uuid": "{8d1c7d2c-0000-4000-8000-9f2f8a7e4d11}", "account_id": "557058:1",
     "display_name": "Ada L.", "nickname": "%s", "links": {}, "created_on": "2020-01-01"}
    """
        .formatted(login);
  }

  @Override
  protected List<Owner> givenOwners() {
    HOST.stubFor(
        get(urlPathEqualTo("/2.0/user/workspaces"))
            .withQueryParam("page", absent())
            .willReturn(
                okJson(
                    """
                    {"pagelen": 1, "next": "%s/2.0/user/workspaces?pagelen=1&page=2",
                     "values": [{"type": "workspace_access", "administrator": true,
                       "workspace": {"type": "workspace_base", "slug": "ada", "uuid": "{1}"}}]}
                    """
                        .formatted(here()))));
    HOST.stubFor(
        get(urlPathEqualTo("/2.0/user/workspaces"))
            .withQueryParam("page", equalTo("2"))
            .willReturn(
                okJson(
                    """
                    {"pagelen": 1, "values": [{"type": "workspace_access", "administrator": false,
                       "workspace": {"type": "workspace_base", "slug": "team", "uuid": "{2}"}}]}
                    """)));
    return List.of(new Owner("ada", "ada"), new Owner("team", "team"));
  }

  @Override
  protected List<List<HostRepository>> givenPagesOfRepositories(String owner) {
    HostRepository app = repository("app", true);
    HostRepository site = repository("site", false);
    HostRepository tool = repository("tool", true);
    String next = here() + "/2.0/repositories/team?role=member&pagelen=100&page=c%3D2";
    HOST.stubFor(
        list(owner).withQueryParam("page", absent()).willReturn(okJson(page(next, app, site))));
    HOST.stubFor(
        list(owner).withQueryParam("page", equalTo("c=2")).willReturn(okJson(page(null, tool))));
    HOST.stubFor(
        list(owner)
            .withQueryParam("q", equalTo("is_private=false"))
            .willReturn(okJson(page(null, site))));
    return List.of(List.of(app, site), List.of(tool));
  }

  private static MappingBuilder list(String owner) {
    return get(urlPathEqualTo("/2.0/repositories/" + owner))
        .withQueryParam("role", equalTo("member"));
  }

  @Override
  protected HostRepository givenRepository() {
    HostRepository app = repository("app", true);
    HOST.stubFor(get("/2.0/repositories/team/app").willReturn(okJson(json(app))));
    return app;
  }

  private static HostRepository repository(String name, boolean isPrivate) {
    return new HostRepository(
        "team",
        name,
        "https://bitbucket.org/team/" + name + ".git",
        "git@bitbucket.org:team/" + name + ".git",
        isPrivate,
        "main",
        "Does " + name + ".",
        true);
  }

  private static String page(String next, HostRepository... repositories) {
    String values =
        List.of(repositories).stream().map(BitbucketApiTest::json).collect(Collectors.joining(","));
    return "{\"pagelen\":100,\"values\":["
        + values
        + "]"
        + (next == null ? "" : ",\"next\":\"" + next + "\"")
        + "}";
  }

  private static String json(HostRepository repository) {
    return """
    {"type": "repository", "full_name": "team/%1$s", "name": "The %1$s", "slug": "%1$s",
     "is_private": %2$s, "description": "Does %1$s.", "scm": "git",
     "mainbranch": {"type": "branch", "name": "main"},
     "workspace": {"type": "workspace", "slug": "team"},
     "links": {"clone": [
       {"name": "https", "href": "https://ada@bitbucket.org/team/%1$s.git"},
       {"name": "ssh", "href": "git@bitbucket.org:team/%1$s.git"}]}}
    """
        .formatted(repository.name(), repository.privateSource());
  }

  @Override
  protected void givenWebhooks(List<Hook> hooks) {
    String values =
        hooks.stream()
            .map(
                hook ->
                    hook(
                        hook.id(),
                        """
                        {"url": "%s", "description": "", "active": %s, "events": ["%s"]}
                        """
                            .formatted(
                                hook.url(),
                                hook.active(),
                                hook.pushes() ? "repo:push" : "issue:created")))
            .collect(Collectors.joining(","));
    HOST.stubFor(get(urlPathEqualTo(HOOKS)).willReturn(okJson("{\"values\":[" + values + "]}")));
    HOST.stubFor(post(HOOKS).willReturn(okJson("{}").withStatus(201)));
    HOST.stubFor(put(urlPathMatching(HOOKS + "/.*")).willReturn(okJson("{}")));
    HOST.stubFor(delete(urlPathMatching(HOOKS + "/.*")).willReturn(aResponse().withStatus(204)));
  }

  @Override
  protected void givenWebhookAsWritten(String id, LoggedRequest written) {
    givenWebhooks(List.of());
    String shown = written.getBodyAsString().replaceFirst("\"secret\":\"[^\"]*\",?", "");
    HOST.stubFor(
        get(urlPathEqualTo(HOOKS)).willReturn(okJson("{\"values\":[" + hook(id, shown) + "]}")));
  }

  private static String hook(String id, String fields) {
    return "{\"uuid\":\"{" + id + "}\",\"secret_set\":true," + fields.strip().substring(1);
  }

  @Override
  protected void givenStatusesAreTaken() {
    HOST.stubFor(post(STATUSES).willReturn(okJson("{}").withStatus(201)));
  }

  @Override
  protected RequestPatternBuilder webhookCreation() {
    return postRequestedFor(urlEqualTo(HOOKS));
  }

  @Override
  protected RequestPatternBuilder webhookChange(String id) {
    return putRequestedFor(urlEqualTo(HOOKS + "/%7B" + id + "%7D"));
  }

  @Override
  protected RequestPatternBuilder webhookRemoval(String id) {
    return deleteRequestedFor(urlEqualTo(HOOKS + "/%7B" + id + "%7D"));
  }

  @Override
  protected RequestPatternBuilder statusRequest(CommitSha commit, CommitStatus status) {
    String state =
        switch (status.state()) {
          case PENDING -> "INPROGRESS";
          case SUCCESS -> "SUCCESSFUL";
          case FAILURE -> "FAILED";
          case ERROR -> "STOPPED";
        };
    return postRequestedFor(urlEqualTo(STATUSES))
        .withRequestBody(
            equalToJson(
                """
                {"key": "ci/slipway/main", "name": "ci/slipway/main", "state": "%s",
                 "description": "Says \\"so\\".", "url": "https://slipway.example/builds/1"}
                """
                    .formatted(state)));
  }

  // --- What only Bitbucket Cloud has ---

  @Test
  void anApiTokenGoesWithItsAccountsAddress() throws GitHostException {
    givenAccount("ada");
    GitHostApi api = api(PATIENT);
    HostConnection withAddress =
        new HostConnection(
            "bitbucket",
            GitProvider.BITBUCKET,
            here(),
            URI.create(here() + "/2.0"),
            "ada@example.com",
            TOKEN,
            PATIENT);

    assertEquals("ada", api.account(withAddress).login());

    String pair =
        Base64.getEncoder()
            .encodeToString(("ada@example.com:" + TOKEN).getBytes(StandardCharsets.UTF_8));
    LoggedRequest asked = HOST.findAll(getRequestedFor(urlEqualTo("/2.0/user"))).get(0);
    assertEquals("Basic " + pair, asked.getHeader("Authorization"));
  }

  @Test
  void webhooksOnLaterPagesCount() throws GitHostException {
    givenWebhooks(List.of(Hook.to("7", OTHER_URL)));
    HOST.stubFor(
        get(urlPathEqualTo(HOOKS))
            .withQueryParam("page", absent())
            .willReturn(okJson("{\"values\":[],\"next\":\"" + here() + HOOKS + "?page=2\"}")));
    HOST.stubFor(
        get(urlPathEqualTo(HOOKS))
            .withQueryParam("page", equalTo("2"))
            .willReturn(
                okJson(
                    "{\"values\":["
                        + hook(
                            "8",
                            "{\"url\":\""
                                + HOOK_URL
                                + "\",\"active\":true,\"events\":[\"repo:push\"]}")
                        + "]}")));

    assertEquals(GitHostApi.WebhookOutcome.REPAIRED, ensureWebhook(SECRET));

    HOST.verify(0, webhookCreation());
    HOST.verify(1, webhookChange("8"));
  }

  @Test
  void aLongContextKeepsAKeyOfItsOwn() throws GitHostException {
    givenStatusesAreTaken();
    String stem = "ci/slipway/" + "x".repeat(60);

    for (String context : List.of(stem + "a", stem + "b")) {
      api(PATIENT)
          .commitStatus(
              connection(),
              cloneUrl(),
              COMMIT,
              new CommitStatus(context, CommitStatus.State.PENDING, "", "https://x.example"));
    }

    List<String> keys =
        HOST.findAll(postRequestedFor(urlEqualTo(STATUSES))).stream()
            .map(LoggedRequest::getBodyAsString)
            .map(body -> body.replaceFirst(".*\"key\":\"([^\"]*)\".*", "$1"))
            .toList();
    assertEquals(2, keys.stream().distinct().count());
    assertTrue(keys.stream().allMatch(key -> key.length() == 40), keys::toString);
  }

  @Test
  void aHostThatDribblesItsAnswerDoesNotHoldAThread() {
    HOST.stubFor(
        any(urlPathMatching("/.*"))
            .willReturn(okJson(user("ada")).withChunkedDribbleDelay(20, 60_000)));

    GitHostException failure = failureOf(Call.ACCOUNT, api(Duration.ofMillis(500)), here());

    assertEquals(GitHostException.Kind.UNAVAILABLE, failure.kind());
  }

  /** The interfaces of REST clients look much like endpoints. */
  @Test
  void thisApiIsNotTakenForOurs() {
    Map<String, ?> paths =
        asAdmin().accept("application/json").get("/q/openapi?format=json").path("paths");

    assertEquals(
        List.of(),
        paths.keySet().stream()
            .filter(path -> path.matches("/(user|repositories|rest).*"))
            .toList());
  }

  @Test
  void anotherFormOfRetryAfterIsUnderstood() {
    HOST.stubFor(
        any(urlPathMatching("/.*"))
            .willReturn(
                aResponse()
                    .withStatus(429)
                    .withHeader("Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT")));

    GitHostException failure = failureOf(Call.ACCOUNT, api(PATIENT), here());

    assertTrue(failure.retryAfter().isEmpty(), "it is long over");
  }
}
