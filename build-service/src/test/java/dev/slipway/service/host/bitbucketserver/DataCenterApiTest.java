package dev.slipway.service.host.bitbucketserver;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The host is installed under a path of its own, as many are. Quarkus makes the REST clients, so
 * this runs inside of it.
 */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class DataCenterApiTest extends GitHostApiContract {

  private static final String ROOT = "/bitbucket/rest/api/1.0/projects";
  private static final String APP = ROOT + "/TEAM/repos/app";
  private static final String HOOKS = APP + "/webhooks";
  private static final String STATUSES = "/bitbucket/rest/build-status/1.0/commits/" + COMMIT;

  private static final String BRANCH =
      """
      {"id": "refs/heads/trunk", "displayId": "trunk", "type": "BRANCH",
       "latestCommit": "8d51122def5632836d1cb1026e879069e10a1e13", "isDefault": true}
      """;

  private Duration timeout = PATIENT;

  @Override
  protected GitHostApi api(Duration limit) {
    timeout = limit;
    return new DataCenterApi(new HostCalls(Clock.systemUTC()));
  }

  @Override
  protected HostConnection connection(URI server, String token) {
    URI root = URI.create(server + "/bitbucket");
    return new HostConnection(
        "work", GitProvider.BITBUCKET_SERVER, root, root, null, token, timeout);
  }

  @Override
  protected String authorization(String token) {
    return "Bearer " + token;
  }

  @Override
  protected List<GitUrl> cloneUrls(URI server) {
    return List.of(
        GitUrl.parse(server + "/bitbucket/scm/TEAM/app.git"),
        GitUrl.parse(server + "/bitbucket/projects/TEAM/repos/app"),
        GitUrl.parse(server + "/bitbucket/projects/TEAM/repos/app/browse"),
        GitUrl.parse("ssh://git@git.example.com:7999/TEAM/app.git"));
  }

  @Override
  protected void givenAccount(String login) {
    HOST.stubFor(
        get(urlPathEqualTo(ROOT))
            .withQueryParam("limit", equalTo("1"))
            .willReturn(
                okJson("{\"size\":0,\"limit\":1,\"isLastPage\":true,\"values\":[],\"start\":0}")
                    .withHeader("X-AUSERNAME", login)));
  }

  @Override
  protected List<Owner> givenOwners() {
    givenAccount("ada%40work");
    HOST.stubFor(
        projects("0")
            .willReturn(
                okJson(
                    """
                    {"size": 1, "limit": 100, "isLastPage": false, "start": 0, "nextPageStart": 1,
                     "values": [{"key": "TEAM", "id": 1, "name": "The team", "public": false,
                       "type": "NORMAL"}]}
                    """)));
    HOST.stubFor(
        projects("1")
            .willReturn(
                okJson(
                    """
                    {"size": 1, "limit": 100, "isLastPage": true, "start": 1,
                     "nextPageStart": null,
                     "values": [{"key": "OPS", "id": 2, "name": "Operations", "public": true}]}
                    """)));
    return List.of(
        new Owner("~ada@work", "ada@work"),
        new Owner("TEAM", "The team"),
        new Owner("OPS", "Operations"));
  }

  private static MappingBuilder projects(String start) {
    return get(urlPathEqualTo(ROOT))
        .withQueryParam("limit", equalTo("100"))
        .withQueryParam("start", equalTo(start));
  }

  @Override
  protected List<List<HostRepository>> givenPagesOfRepositories(String owner) {
    HOST.stubFor(page(owner, "0").willReturn(okJson(pageOf("25", "app", true, "site", false))));
    HOST.stubFor(page(owner, "25").willReturn(okJson(pageOf(null, "tool", true))));
    return List.of(
        List.of(repository("app", true, null), repository("site", false, null)),
        List.of(repository("tool", true, null)));
  }

  private static MappingBuilder page(String owner, String start) {
    return get(urlPathEqualTo(ROOT + "/" + owner + "/repos"))
        .withQueryParam("start", equalTo(start));
  }

  private static String pageOf(String next, Object... namesAndPrivacy) {
    StringBuilder values = new StringBuilder();
    for (int i = 0; i < namesAndPrivacy.length; i += 2) {
      values
          .append(i == 0 ? "" : ",")
          .append(json((String) namesAndPrivacy[i], (boolean) namesAndPrivacy[i + 1]));
    }
    return "{\"values\":["
        + values
        + "],\"isLastPage\":"
        + (next == null)
        + ",\"nextPageStart\":"
        + next
        + "}";
  }

  @Override
  protected HostRepository givenRepository() {
    HOST.stubFor(get(APP).willReturn(okJson(json("app", true))));
    HOST.stubFor(get(APP + "/default-branch").willReturn(okJson(BRANCH)));
    return repository("app", true, "trunk");
  }

  private static HostRepository repository(String name, boolean isPrivate, String branch) {
    return new HostRepository(
        "TEAM",
        name,
        "https://git.example.com/bitbucket/scm/team/" + name + ".git",
        "ssh://git@git.example.com:7999/team/" + name + ".git",
        isPrivate,
        branch,
        "",
        true);
  }

  private static String json(String name, boolean isPrivate) {
    return """
    {"slug": "%1$s", "id": 1, "name": "The %1$s", "scmId": "git", "state": "AVAILABLE",
     "project": {"key": "TEAM", "id": 1, "name": "The team", "public": false, "type": "NORMAL"},
     "public": %2$s, "links": {"clone": [
       {"href": "ssh://git@git.example.com:7999/team/%1$s.git", "name": "ssh"},
       {"href": "https://ada@git.example.com/bitbucket/scm/team/%1$s.git", "name": "http"}]}}
    """
        .formatted(name, !isPrivate);
  }

  @Override
  protected void givenWebhooks(List<Hook> hooks) {
    String values = hooks.stream().map(DataCenterApiTest::json).collect(Collectors.joining(","));
    HOST.stubFor(
        get(urlPathEqualTo(HOOKS))
            .willReturn(okJson("{\"values\":[" + values + "],\"isLastPage\":true}")));
    HOST.stubFor(post(HOOKS).willReturn(okJson("{}").withStatus(201)));
    HOST.stubFor(put(urlPathMatching(HOOKS + "/.*")).willReturn(okJson("{}")));
    HOST.stubFor(delete(urlPathMatching(HOOKS + "/.*")).willReturn(aResponse().withStatus(204)));
  }

  private static String json(Hook hook) {
    return """
    {"id": %s, "name": "A webhook", "createdDate": 1513106011000, "url": "%s", "active": %s,
     "events": ["%s"], "configuration": {}}
    """
        .formatted(
            hook.id(),
            hook.url(),
            hook.active(),
            hook.pushes() ? "repo:refs_changed" : "repo:modified");
  }

  @Override
  protected void givenWebhookAsWritten(String id, LoggedRequest written) {
    givenWebhooks(List.of());
    String shown = written.getBodyAsString().replaceFirst("\\{\"secret\":\"[^\"]*\"}", "{}");
    HOST.stubFor(
        get(urlPathEqualTo(HOOKS))
            .willReturn(
                okJson(
                    "{\"isLastPage\":true,\"values\":[{\"id\":"
                        + id
                        + ","
                        + shown.substring(1)
                        + "]}")));
  }

  @Override
  protected void givenStatusesAreTaken() {
    HOST.stubFor(post(STATUSES).willReturn(aResponse().withStatus(204)));
  }

  @Override
  protected RequestPatternBuilder webhookCreation() {
    return postRequestedFor(urlEqualTo(HOOKS));
  }

  @Override
  protected RequestPatternBuilder webhookChange(String id) {
    return putRequestedFor(urlEqualTo(HOOKS + "/" + id));
  }

  @Override
  protected RequestPatternBuilder webhookRemoval(String id) {
    return deleteRequestedFor(urlEqualTo(HOOKS + "/" + id));
  }

  @Override
  protected RequestPatternBuilder statusRequest(CommitSha commit, CommitStatus status) {
    String state =
        switch (status.state()) {
          case PENDING -> "INPROGRESS";
          case SUCCESS -> "SUCCESSFUL";
          case FAILURE, ERROR -> "FAILED";
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

  // --- What only Bitbucket Data Center has ---

  @Test
  void anEmptyRepositoryHasNoDefaultBranch() throws GitHostException {
    HOST.stubFor(get(APP).willReturn(okJson(json("app", true))));
    HOST.stubFor(get(APP + "/default-branch").willReturn(aResponse().withStatus(204)));

    assertNull(api(PATIENT).repository(connection(), cloneUrl()).defaultBranch());

    HOST.stubFor(get(APP + "/default-branch").willReturn(aResponse().withStatus(404)));

    assertNull(api(PATIENT).repository(connection(), cloneUrl()).defaultBranch());
  }

  @Test
  void anOldHostTellsTheDefaultBranchElsewhere() throws GitHostException {
    HOST.stubFor(get(APP).willReturn(okJson(json("app", true))));
    HOST.stubFor(get(APP + "/branches/default").willReturn(okJson(BRANCH)));

    assertEquals("trunk", api(PATIENT).repository(connection(), cloneUrl()).defaultBranch());
  }

  @Test
  void aDefaultBranchThatCantBeAskedForIsNoEmptyRepository() {
    HOST.stubFor(get(APP).willReturn(okJson(json("app", true))));
    HOST.stubFor(get(APP + "/default-branch").willReturn(aResponse().withStatus(500)));

    assertEquals(
        GitHostException.Kind.UNAVAILABLE, failureOf(Call.REPOSITORY, api(PATIENT), here()).kind());
  }

  @Test
  void anAnswerToNobodyIsNoAccount() {
    HOST.stubFor(
        get(urlPathEqualTo(ROOT)).willReturn(okJson("{\"isLastPage\":true,\"values\":[]}")));

    assertEquals(
        GitHostException.Kind.UNAVAILABLE, failureOf(Call.ACCOUNT, api(PATIENT), here()).kind());
  }

  @ParameterizedTest
  @CsvSource({
    "https://git.example.com/scm/KEY/slug.git,https://git.example.com,KEY,slug",
    "https://git.example.com/scm/~ada/slug.git,https://git.example.com,~ada,slug",
    "https://git.example.com/users/ada/repos/slug,https://git.example.com,~ada,slug",
    "https://git.example.com/a/b/scm/KEY/slug.git,https://git.example.com/a/b,KEY,slug",
    "https://git.example.com/scm/scm/scm/scm.git,https://git.example.com/scm,scm,scm",
    "ssh://git@git.example.com:7999/~ada/slug.git,https://git.example.com/bitbucket,~ada,slug",
    "git@git.example.com:KEY/slug.git,https://git.example.com,KEY,slug"
  })
  void everyFormOfCloneUrlNamesItsRepository(String url, URI webUrl, String key, String slug)
      throws GitHostException {
    assertEquals(new RepositoryId(key, slug), RepositoryId.of(GitUrl.parse(url), webUrl));
  }

  @ParameterizedTest
  @CsvSource({
    "https://git.example.com/KEY/slug.git",
    "https://git.example.com/scm/KEY/slug/more.git",
    "https://git.example.com/scm/../slug.git",
    "https://git.example.com/scm/KEY/...git",
    "ssh://git@git.example.com:7999/slug.git"
  })
  void whatIsNoCloneUrlIsRefused(String url) {
    GitHostException failure =
        assertThrows(
            GitHostException.class,
            () -> RepositoryId.of(GitUrl.parse(url), URI.create("https://git.example.com")));

    assertEquals(GitHostException.Kind.REFUSED, failure.kind());
  }
}
