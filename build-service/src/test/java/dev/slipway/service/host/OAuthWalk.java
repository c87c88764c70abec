package dev.slipway.service.host;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.slipway.core.git.GitProvider;
import dev.slipway.service.Api;
import dev.slipway.service.People;
import dev.slipway.service.People.Person;
import dev.slipway.service.account.Sessions;
import dev.slipway.service.build.World;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The walk from the wish to link an account to a credential that is renewed, revoked and given
 * back, with one kind of Git host. A subclass for each kind makes the stub answer in that host's
 * words.
 */
abstract class OAuthWalk {

  private static final String ACCOUNTS = "/api/v1/linked-accounts";
  private static final String CODE = "the-code";

  @Inject People people;
  @Inject Sessions sessions;
  @Inject World world;
  @Inject LinkedAccounts linkedAccounts;

  HostStubs stubs;

  private Person person;

  // --- What a subclass tells ---

  abstract GitProvider kind();

  /** The path of the page for consent. */
  abstract String consentPath();

  /** The path of the token endpoint. */
  abstract String tokenPath();

  /** How the host grants. */
  abstract ResponseDefinitionBuilder grant(
      String accessToken, @Nullable String refreshToken, @Nullable Duration expiresIn);

  /** How the host refuses a code. */
  abstract ResponseDefinitionBuilder codeRefused();

  /** How the host refuses a refresh token. */
  abstract ResponseDefinitionBuilder refreshTokenRefused();

  /** The host tells whose an access token is, and refuses every other. */
  abstract void givenAccount(WireMockServer host, String accessToken, String login);

  // --- Linking ---

  @BeforeEach
  void meet() {
    host().resetAll();
    person = people.somebody();
  }

  @Test
  void consentLinksTheAccountAndShowsNoCredential() {
    givenGrant("access-1", "refresh-1", Duration.ofHours(2));
    givenAccount(host(), "access-1", "octo");

    String id =
        come(begin(), person.request())
            .statusCode(200)
            .body("login", equalTo("octo"), "state", equalTo("active"))
            .body("credential", equalTo("oauth"), "mode", equalTo("full"))
            .extract()
            .path("id");

    String shown =
        person.request().get(ACCOUNTS + "/" + id).then().statusCode(200).extract().asString();
    assertTrue(shown.contains("\"expiresAt\""), shown);
    assertTrue(!shown.contains("access-1") && !shown.contains("refresh-1"), shown);
    List<String> stored =
        world.strings("select row_to_json(a)::text from linked_account a where id = ?", uuid(id));
    assertTrue(!stored.get(0).contains("access-1") && !stored.get(0).contains("refresh-1"));
  }

  @Test
  void theBrowserIsSentToTheHostsOwnPageWithOurCallback() {
    URI url = begin();

    assertEquals(host().baseUrl() + consentPath(), url.toString().split("\\?", 2)[0]);
    assertEquals("http://127.0.0.1:8080" + callback(), query(url, "redirect_uri"));
    assertTrue(query(url, "state").length() >= 43);
    List<String> stored = world.strings("select row_to_json(a)::text from host_authorization a");
    assertTrue(stored.stream().noneMatch(row -> row.contains(query(url, "state"))));
  }

  @Test
  void aDeniedConsentLinksNothing() {
    URI url = begin();

    person
        .request()
        .queryParam("state", query(url, "state"))
        .queryParam("error", "access_denied")
        .get(callback())
        .then()
        .statusCode(403)
        .contentType("application/problem+json")
        .body("detail", containsString("declined"));

    assertNothingLinked();
    come(url, person.request()).statusCode(400).body("detail", containsString("used already"));
  }

  @Test
  void anErrorThatTheHostSendsIsToldInItsWordAndNothingElse() {
    person
        .request()
        .queryParam("state", query(begin(), "state"))
        .queryParam("error", "<img src=x onerror=alert(1)>")
        .queryParam("error_description", "<script>")
        .header("Accept", "text/html")
        .get(callback())
        .then()
        .statusCode(422)
        .body(not(containsString("<img src=x")));

    assertNothingLinked();
  }

  @Test
  void aReplayedStateLinksNothingMore() {
    givenGrant("access-1", null, null);
    givenAccount(host(), "access-1", "octo");
    URI url = begin();
    come(url, person.request()).statusCode(200);

    come(url, person.request()).statusCode(400).body("detail", containsString("used already"));

    host().verify(1, postRequestedFor(urlPathEqualTo(tokenPath())));
  }

  @Test
  void ofManyReturnsAtOnceOneLinks() throws Exception {
    givenGrant("access-1", null, null);
    givenAccount(host(), "access-1", "octo");
    URI url = begin();

    List<Integer> answers = atOnce(8, () -> come(url, person.request()).extract().statusCode());

    assertEquals(1, answers.stream().filter(status -> status == 200).count(), answers::toString);
    host().verify(1, postRequestedFor(urlPathEqualTo(tokenPath())));
  }

  @Test
  void aForeignStateLinksNothingAndStaysGoodForItsOwner() {
    givenGrant("access-1", null, null);
    givenAccount(host(), "access-1", "octo");
    URI url = begin();
    Person partner = people.member(person.name(), "owner");

    come(url, partner.request()).statusCode(400).body("detail", containsString("another sign-in"));
    come(url, Api.asAdmin()).statusCode(400);
    assertNothingLinked();

    come(url, person.request()).statusCode(200);
  }

  @Test
  void aStateOfTheSamePersonsOtherBrowserLinksNothing() {
    URI url = begin();
    String otherSession = sessions.open(person.user());

    come(url, Api.withSession(otherSession))
        .statusCode(400)
        .body("detail", containsString("another sign-in"));

    assertNothingLinked();
    host().verify(0, postRequestedFor(urlPathEqualTo(tokenPath())));
  }

  @Test
  void anExpiredStateLinksNothing() {
    URI url = begin();
    int changed =
        world.run(
            "update host_authorization set expires_at = now() - interval '1 second'"
                + " where user_id = ?",
            person.user().id());
    assertEquals(1, changed);

    come(url, person.request()).statusCode(400).body("detail", containsString("too long ago"));

    assertNothingLinked();
    host().verify(0, postRequestedFor(urlPathEqualTo(tokenPath())));
  }

  @Test
  void aStateThatNobodyMadeLinksNothing() {
    for (String state : List.of("", "x", "x".repeat(43))) {
      person
          .request()
          .queryParam("state", state)
          .queryParam("code", CODE)
          .get(callback())
          .then()
          .statusCode(400)
          .body("detail", containsString("nobody here asked"));
    }
    person.request().queryParam("code", CODE).get(callback()).then().statusCode(400);
    Api.anonymously().queryParam("code", CODE).get(callback()).then().statusCode(401);
  }

  @Test
  void aStateOfAnotherHostLinksNothing() {
    URI url = begin();

    person
        .request()
        .queryParam("state", query(url, "state"))
        .queryParam("code", CODE)
        .get("/linked-accounts/callback/" + HostStubs.goneId(kind()))
        .then()
        .statusCode(400);

    assertNothingLinked();
  }

  @Test
  void aCodeThatTheHostRefusesLinksNothing() {
    host().stubFor(post(urlPathEqualTo(tokenPath())).willReturn(codeRefused()));

    come(begin(), person.request())
        .statusCode(422)
        .body("detail", containsString("Nothing was linked"));

    assertNothingLinked();
  }

  /** How a host can be in trouble. */
  enum Trouble {
    ERROR(aResponse().withStatus(500).withBody("{\"secret\":\"" + CODE + "\"}")),
    SLOW(aResponse().withFixedDelay(HostStubs.TOO_SLOW_MILLIS).withBody("{}")),
    SILENT(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
    SENSELESS(aResponse().withBody("<html>Welcome!"));

    private final ResponseDefinitionBuilder answer;

    Trouble(ResponseDefinitionBuilder answer) {
      this.answer = answer;
    }
  }

  @ParameterizedTest
  @EnumSource(Trouble.class)
  void aHostInTroubleLinksNothingAndIsToldAsTheCause(Trouble trouble) {
    host().stubFor(any(anyUrl()).willReturn(trouble.answer));
    URI url = begin();

    come(url, person.request())
        .statusCode(502)
        .body("detail", containsString("Nothing was linked"))
        .body("detail", containsString("localhost:" + host().port()))
        .body("detail", not(containsString(CODE)));

    assertNothingLinked();
    come(url, person.request()).statusCode(400).body("detail", containsString("used already"));
  }

  @Test
  void aHostThatIsNotThereLinksNothing() {
    URI url = begin(HostStubs.goneId(kind()), "full", person.request());

    person
        .request()
        .queryParam("state", query(url, "state"))
        .queryParam("code", CODE)
        .get("/linked-accounts/callback/" + HostStubs.goneId(kind()))
        .then()
        .statusCode(502)
        .body("detail", containsString("127.0.0.1:1"));

    assertNothingLinked();
  }

  @Test
  void aHostThatFailsAfterItGrantedLinksNothing() {
    host().stubFor(any(anyUrl()).willReturn(aResponse().withStatus(503)));
    givenGrant("access-1", "refresh-1", Duration.ofHours(2));

    come(begin(), person.request()).statusCode(502).body("detail", containsString("503"));

    assertNothingLinked();
  }

  @Test
  void aBrowserGoesOnToWhereItWanted() {
    givenGrant("access-1", null, null);
    givenAccount(host(), "access-1", "octo");

    String location =
        come(begin(), person.request().header("Accept", "text/html"))
            .statusCode(303)
            .extract()
            .header("Location");

    assertTrue(location.contains("/repositories/new?x=1&linked="), location);
  }

  @Test
  void aBrowserIsToldOnAPageWhyNothingWasLinked() {
    host().stubFor(post(urlPathEqualTo(tokenPath())).willReturn(aResponse().withStatus(500)));

    come(begin(), person.request().header("Accept", "text/html"))
        .statusCode(502)
        .contentType("text/html")
        .body(
            allOf(
                containsString("Nothing was linked"),
                containsString("href=\"/repositories/new?x=1\"")));
  }

  @Test
  void whatATokenBeganItsOwnUserEndsInABrowser() {
    givenGrant("access-1", null, null);
    givenAccount(host(), "access-1", "octo");
    URI url = begin(HostStubs.id(kind()), "limited", Api.asAdmin());

    come(url, person.request()).statusCode(400);
    come(url, Api.asAdmin()).statusCode(200).body("mode", equalTo("limited"));
  }

  // --- Renewal ---

  @Test
  void anExpiredTokenIsRenewedOnceHoweverManyNeedIt() throws Exception {
    String id = linkedAndExpired();
    givenRenewal("refresh-1", grant("access-2", "refresh-2", Duration.ofHours(2)));
    givenAccount(host(), "access-2", "octo");

    List<Integer> answers = atOnce(6, () -> check(id).extract().statusCode());

    assertEquals(Set.of(200), new HashSet<>(answers));
    host()
        .verify(
            1,
            postRequestedFor(urlPathEqualTo(tokenPath())).withRequestBody(containing("refresh-1")));
    check(id).statusCode(200).body("state", equalTo("active"), "reason", nullValue());
  }

  @Test
  void aRotatedRefreshTokenIsTheOneUsedNext() {
    String id = linkedAndExpired();
    givenRenewal("refresh-1", grant("access-2", "refresh-2", Duration.ofHours(2)));
    givenAccount(host(), "access-2", "octo");
    check(id).body("state", equalTo("active"));

    expire(id);
    givenRenewal("refresh-2", grant("access-3", "refresh-3", Duration.ofHours(2)));
    givenAccount(host(), "access-3", "octo");

    check(id).statusCode(200).body("state", equalTo("active"));
    host()
        .verify(
            1,
            postRequestedFor(urlPathEqualTo(tokenPath())).withRequestBody(containing("refresh-2")));
  }

  @Test
  void aTokenThatTheHostRefusesEarlyIsRenewedAndTheCallRepeated() {
    String id = linked("access-1", "refresh-1", Duration.ofHours(2));
    givenRenewal("refresh-1", grant("access-2", "refresh-2", Duration.ofHours(2)));
    givenAccount(host(), "access-2", "octo");

    check(id).statusCode(200).body("state", equalTo("active"));
  }

  @Test
  void anAuthorizationThatIsNotRenewedAnyMoreIsMarkedAndLeftAloneUntilLinkedAnew() {
    String id = linkedAndExpired();
    givenRenewal("refresh-1", refreshTokenRefused());

    check(id)
        .statusCode(200)
        .body("state", equalTo("expired"), "reason", containsString("link the account again"));
    host().resetRequests();
    check(id).statusCode(200).body("state", equalTo("expired"));
    assertTrue(host().getAllServeEvents().isEmpty());

    assertEquals(id, linked("access-5", "refresh-5", Duration.ofHours(2)));
    check(id).statusCode(200).body("state", equalTo("active"), "reason", nullValue());
  }

  @Test
  void revokedAccessIsMarkedWithTheReason() {
    String id = linked("access-1", null, null);
    givenAccount(host(), "some-other-token", "octo");

    check(id)
        .statusCode(200)
        .body("state", equalTo("revoked"), "reason", containsString("link the account again"));
  }

  @Test
  void accessThatStaysRefusedAfterARenewalIsMarkedAsRevoked() {
    String id = linked("access-1", "refresh-1", Duration.ofHours(2));
    givenRenewal("refresh-1", grant("access-2", "refresh-2", Duration.ofHours(2)));
    givenAccount(host(), "some-other-token", "octo");

    check(id).statusCode(200).body("state", equalTo("revoked"));
  }

  @ParameterizedTest
  @EnumSource(Trouble.class)
  void aHostInTroubleWhileRenewingLeavesTheAccountActiveForLater(Trouble trouble) {
    String id = linkedAndExpired();
    givenRenewal("refresh-1", trouble.answer);

    check(id).statusCode(502).body("detail", containsString("localhost:" + host().port()));
    person.request().get(ACCOUNTS + "/" + id).then().body("state", equalTo("active"));

    givenRenewal("refresh-1", grant("access-2", "refresh-2", Duration.ofHours(2)));
    givenAccount(host(), "access-2", "octo");
    check(id).statusCode(200).body("state", equalTo("active"));
  }

  @Test
  void aTokenThatStillLastsIsUsedWhileTheHostCannotRenewIt() {
    String id = linked("access-1", "refresh-1", Duration.ofSeconds(60));
    givenRenewal("refresh-1", aResponse().withStatus(503));

    check(id).statusCode(200).body("state", equalTo("active"));
  }

  @Test
  void aRenewalThatWasCutOffIsToldWhenTheOldRefreshTokenIsSpent() {
    String id = linkedAndExpired();
    int begun =
        world.run(
            "update linked_account set renewal_begun_at = now() - interval '1 minute',"
                + " renewal_until = now() - interval '30 seconds' where id = ?",
            uuid(id));
    assertEquals(1, begun);
    givenRenewal("refresh-1", refreshTokenRefused());

    check(id)
        .statusCode(200)
        .body("state", equalTo("expired"), "reason", containsString("cut off"));
  }

  @Test
  void aRenewalThatAnotherProcessHoldsIsWaitedFor() throws Exception {
    String id = linkedAndExpired();
    int held =
        world.run(
            "update linked_account set renewal_begun_at = now(),"
                + " renewal_until = now() + interval '400 milliseconds' where id = ?",
            uuid(id));
    assertEquals(1, held);
    givenRenewal("refresh-1", grant("access-2", "refresh-2", Duration.ofHours(2)));
    givenAccount(host(), "access-2", "octo");

    check(id).statusCode(200).body("state", equalTo("active"));
  }

  @Test
  void whatIsOlderThanTheNewestCredentialMarksNothing() throws GitHostException {
    String id = linked("access-1", null, null);
    String login =
        linkedAccounts.call(
            uuid(id),
            (api, connection) -> {
              linked("access-9", null, null);
              return api.account(
                      new HostConnection(
                          connection.host(),
                          connection.provider(),
                          connection.webUrl(),
                          connection.apiUrl(),
                          null,
                          "access-9"))
                  .login();
            });

    assertEquals("octo", login);
    person.request().get(ACCOUNTS + "/" + id).then().body("state", equalTo("active"));
  }

  @Test
  void gitGetsTheRenewedToken() throws GitHostException {
    String id = linkedAndExpired();
    givenRenewal("refresh-1", grant("access-2", "refresh-2", Duration.ofHours(2)));

    assertEquals("access-2", linkedAccounts.gitCredential(uuid(id)).password());
  }

  // --- Unlinking ---

  @Test
  void unlinkingForgetsTheCredentialAndSaysWhatIsLeftToDo() {
    String id = linked("access-1", "refresh-1", Duration.ofHours(2));
    host().stubFor(any(anyUrl()).willReturn(aResponse().withStatus(204)));

    Response answer = person.request().delete(ACCOUNTS + "/" + id);

    answer.then().statusCode(200);
    boolean revoked = answer.path("revoked");
    assertEquals(revoked, answer.path("advice") == null);
    person.request().get(ACCOUNTS + "/" + id).then().statusCode(404);
    assertNothingLinked();
  }

  @Test
  void aHostInTroubleDoesNotHoldUnlinkingUp() {
    String id = linked("access-1", "refresh-1", Duration.ofHours(2));
    host().stubFor(any(anyUrl()).willReturn(aResponse().withStatus(500)));

    person
        .request()
        .delete(ACCOUNTS + "/" + id)
        .then()
        .statusCode(200)
        .body("revoked", equalTo(false), "advice", containsString("remove Slipway"));

    assertNothingLinked();
  }

  // --- Helpers ---

  WireMockServer host() {
    return stubs.server(kind());
  }

  private String callback() {
    return "/linked-accounts/callback/" + HostStubs.id(kind());
  }

  private URI begin() {
    return begin(HostStubs.id(kind()), "full", person.request());
  }

  private URI begin(String hostId, String mode, RequestSpecification request) {
    String url =
        request
            .body(
                Map.of(
                    "namespace",
                    person.name(),
                    "host",
                    hostId,
                    "mode",
                    mode,
                    "returnTo",
                    "/repositories/new?x=1"))
            .post(ACCOUNTS + "/authorize")
            .then()
            .statusCode(200)
            .extract()
            .path("authorizationUrl");
    return URI.create(url);
  }

  /** The browser comes back with a code. */
  private ValidatableResponse come(URI begun, RequestSpecification request) {
    return request
        .queryParam("state", query(begun, "state"))
        .queryParam("code", CODE)
        .get(callback())
        .then();
  }

  private String linked(
      String accessToken, @Nullable String refreshToken, @Nullable Duration expiresIn) {
    givenGrant(accessToken, refreshToken, expiresIn);
    givenAccount(host(), accessToken, "octo");
    String id = come(begin(), person.request()).statusCode(200).extract().path("id");
    host().resetRequests();
    return id;
  }

  private String linkedAndExpired() {
    String id = linked("access-1", "refresh-1", Duration.ofHours(2));
    expire(id);
    return id;
  }

  private void expire(String id) {
    int changed =
        world.run(
            "update linked_account set expires_at = now() - interval '1 second' where id = ?",
            uuid(id));
    assertEquals(1, changed);
  }

  private ValidatableResponse check(String id) {
    return person.request().post(ACCOUNTS + "/" + id + "/check").then();
  }

  private void givenGrant(
      String accessToken, @Nullable String refreshToken, @Nullable Duration expiresIn) {
    host()
        .stubFor(
            post(urlPathEqualTo(tokenPath()))
                .withRequestBody(containing(CODE))
                .willReturn(grant(accessToken, refreshToken, expiresIn)));
  }

  private void givenRenewal(String refreshToken, ResponseDefinitionBuilder answer) {
    host()
        .stubFor(
            post(urlPathEqualTo(tokenPath()))
                .withRequestBody(containing(refreshToken))
                .willReturn(answer));
  }

  private void assertNothingLinked() {
    person
        .request()
        .queryParam("namespace", person.name())
        .get(ACCOUNTS)
        .then()
        .statusCode(200)
        .body("items", hasSize(0));
  }

  private static List<Integer> atOnce(int count, Callable<Integer> action) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Integer>> running =
          IntStream.range(0, count)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            start.await();
                            return action.call();
                          }))
              .toList();
      start.countDown();
      List<Integer> answers = new ArrayList<>();
      for (Future<Integer> one : running) {
        answers.add(one.get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }

  private static String query(URI url, String name) {
    return Arrays.stream(url.getRawQuery().split("&"))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> pair[0].equals(name))
        .map(pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8))
        .findFirst()
        .orElse("");
  }

  private static UUID uuid(String id) {
    return UUID.fromString(id);
  }
}
