package dev.slipway.service.host;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.notMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import dev.slipway.service.host.GitHostException.Kind;
import dev.slipway.service.host.OAuthClient.Application;
import dev.slipway.service.host.OAuthClient.Consent;
import dev.slipway.service.host.OAuthClient.Grant;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link OAuthClient} has to do. A subclass for each kind of host makes {@link #HOST}
 * answer in that host's documented words, and says what differs.
 */
public abstract class OAuthClientContract {

  protected static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  protected static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  protected static final String CLIENT_ID = "slipway-client";
  protected static final String CLIENT_SECRET = "the-clients-own-secret";
  protected static final String CODE = "code-from-the-browser";
  protected static final String OLD_REFRESH_TOKEN = "refresh-token-one";

  /** PKCE's own example (RFC 7636, appendix B), and its S256 challenge. */
  protected static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  protected static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  /** More than any answer takes. */
  protected static final Duration PATIENT = Duration.ofSeconds(30);

  private static final Duration IMPATIENT = Duration.ofMillis(300);
  private static final int SLOW_MILLIS = 5_000;
  private static final URI CALLBACK =
      URI.create("https://slipway.example/linked-accounts/callback/the-host?a=b&c=d");
  private static final Grant FIRST =
      new Grant("access-token-one", OLD_REFRESH_TOKEN, NOW.plusSeconds(7_200));
  private static final Grant SECOND =
      new Grant("access-token-two", "refresh-token-two", NOW.plusSeconds(3_600));

  /** Stands for the Git host. */
  @RegisterExtension
  protected static final WireMockExtension HOST =
      WireMockExtension.newInstance()
          .options(wireMockConfig().dynamicPort().asynchronousResponseEnabled(true))
          .build();

  // --- What a subclass tells ---

  /** The implementation, whose calls end after a time. */
  protected abstract OAuthClient client(Duration timeout, Clock clock);

  /** {@link #CLIENT_ID} with {@link #CLIENT_SECRET} at the host at an address. */
  protected abstract Application application(URI server);

  /** The page for consent, without a query. */
  protected abstract String consentPage(URI server);

  /** The scopes that are asked for, in any order; empty where the host takes none. */
  protected abstract List<String> scopes(boolean privateToo);

  /** What stands between two scopes. */
  protected String scopeSeparator() {
    return " ";
  }

  /** Whether the host knows PKCE. */
  protected abstract boolean knowsPkce();

  /** Whether the host has a call to take a grant back. */
  protected abstract boolean revokes();

  // --- What a subclass makes the host answer ---

  /**
   * A grant, to an exchange or a renewal.
   *
   * @param refreshToken left out of the answer when null
   * @param expiresIn left out when null
   */
  protected abstract void givenGrant(
      String accessToken, @Nullable String refreshToken, @Nullable Duration expiresIn);

  /** The host takes the code for invalid, used or expired. */
  protected abstract void givenTheCodeIsRefused();

  /** The host takes the refresh token for expired or revoked. */
  protected abstract void givenTheRefreshTokenIsRefused();

  /** The host doesn't know the client, or its secret is wrong. */
  protected abstract void givenTheClientIsRefused();

  protected abstract void givenRevocationWorks();

  // --- What a subclass expects the host to be asked ---

  /** An exchange or a renewal, with the client's credential in it. */
  protected abstract RequestPatternBuilder tokenRequest();

  /** A revocation, with everything in it. */
  protected abstract RequestPatternBuilder revocationRequest(Grant grant);

  // --- Consent ---

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theBrowserIsSentWithStateCallbackAndScopes(boolean privateToo) {
    URI url = client().authorizationUrl(application(), consent(privateToo));

    assertEquals(consentPage(here()), url.toString().split("\\?", 2)[0]);
    Map<String, String> query = query(url);
    assertEquals(CLIENT_ID, query.get("client_id"));
    assertEquals("state of the session/1", query.get("state"));
    assertEquals(CALLBACK.toString(), query.get("redirect_uri"));
    assertScopes(scopes(privateToo), query.get("scope"));
    assertFalse(url.toString().contains(CLIENT_SECRET));
  }

  @Test
  void theBrowserCarriesTheChallengeButNeverTheVerifier() {
    URI url = client().authorizationUrl(application(), consent(true));

    assertEquals(knowsPkce() ? CHALLENGE : null, query(url).get("code_challenge"));
    assertEquals(knowsPkce() ? "S256" : null, query(url).get("code_challenge_method"));
    assertFalse(url.toString().contains(VERIFIER));
  }

  // --- Exchange ---

  @Test
  void aCodeIsExchangedForAGrant() throws GitHostException {
    givenGrant("access-token-one", OLD_REFRESH_TOKEN, Duration.ofHours(2));

    assertEquals(FIRST, exchange());

    HOST.verify(
        1,
        tokenRequest()
            .withRequestBody(containing(CODE))
            .withRequestBody(containing(encoded(CALLBACK.toString()))));
  }

  @Test
  void theExchangeProvesThatItBeganTheFlow() throws GitHostException {
    givenGrant("access-token-one", OLD_REFRESH_TOKEN, Duration.ofHours(2));

    assertEquals(FIRST, exchange());

    HOST.verify(
        1,
        tokenRequest()
            .withRequestBody(
                knowsPkce() ? containing(VERIFIER) : notMatching(".*" + VERIFIER + ".*")));
  }

  @Test
  void aCodeThatTheHostRefusesIsSaidSo() {
    givenTheCodeIsRefused();

    assertEquals(Kind.REFUSED, failureOf(Step.EXCHANGE, client(), here()).kind());
  }

  @ParameterizedTest
  @EnumSource(names = {"EXCHANGE", "REFRESH"})
  void aClientThatTheHostRefusesIsTheInstallationsFaultNotTheAccounts(Step step) {
    givenTheClientIsRefused();

    GitHostException failure = failureOf(step, client(), here());

    assertEquals(Kind.REFUSED, failure.kind());
    assertTrue(failure.getMessage().contains("client"), failure::getMessage);
  }

  // --- Renewal ---

  @Test
  void aGrantIsRenewedAndItsRefreshTokenRotates() throws GitHostException {
    givenGrant("access-token-two", "refresh-token-two", Duration.ofHours(1));

    assertEquals(SECOND, client().refresh(application(), OLD_REFRESH_TOKEN));

    HOST.verify(1, tokenRequest().withRequestBody(containing(OLD_REFRESH_TOKEN)));
  }

  @Test
  void aRefreshTokenThatDoesNotRotateStays() throws GitHostException {
    givenGrant("access-token-two", null, Duration.ofHours(1));

    Grant renewed = client().refresh(application(), OLD_REFRESH_TOKEN);

    assertEquals(new Grant("access-token-two", OLD_REFRESH_TOKEN, NOW.plusSeconds(3_600)), renewed);
  }

  @Test
  void aRefreshTokenThatTheHostRefusesMeansLinkingAnew() {
    givenTheRefreshTokenIsRefused();

    assertEquals(Kind.UNAUTHORIZED, failureOf(Step.REFRESH, client(), here()).kind());
  }

  // --- Revocation ---

  @Test
  void aGrantIsTakenBackWhereTheHostOffersThat() throws GitHostException {
    givenRevocationWorks();

    assertEquals(revokes(), client().revoke(application(), FIRST));

    if (revokes()) {
      HOST.verify(revocationRequest(FIRST));
    } else {
      HOST.verify(0, anyRequestedFor(anyUrl()));
    }
  }

  // --- Failures ---

  /** The calls of the flow. */
  protected enum Step {
    EXCHANGE((client, application) -> client.exchange(application, consent(true), CODE)),
    REFRESH((client, application) -> client.refresh(application, OLD_REFRESH_TOKEN)),
    REVOKE((client, application) -> client.revoke(application, FIRST));

    private final Invocation invocation;

    Step(Invocation invocation) {
      this.invocation = invocation;
    }

    private interface Invocation {
      Object make(OAuthClient client, Application application) throws GitHostException;
    }
  }

  @ParameterizedTest
  @CsvSource({"404,NOT_FOUND", "500,UNAVAILABLE", "503,UNAVAILABLE"})
  void anErrorOfTheHostIsToldApart(int status, Kind kind) {
    HOST.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status).withBody(echo())));

    for (Step step : List.of(Step.EXCHANGE, Step.REFRESH)) {
      GitHostException failure = failureOf(step, client(), here());

      assertEquals(kind, failure.kind(), step::name);
      assertTrue(failure.getMessage().contains(String.valueOf(status)), failure::getMessage);
    }
  }

  @Test
  void aHostInTroubleLeavesAGrantUnrevokedAndSaysSo() {
    HOST.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(500)));

    if (revokes()) {
      assertEquals(Kind.UNAVAILABLE, failureOf(Step.REVOKE, client(), here()).kind());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EXCHANGE", "REFRESH"})
  void tooManyCallsSayHowLongToWait(Step step) {
    HOST.stubFor(
        any(anyUrl()).willReturn(aResponse().withStatus(429).withHeader("Retry-After", "7")));

    GitHostException failure = failureOf(step, client(), here());

    assertEquals(Kind.RATE_LIMITED, failure.kind());
    assertEquals(Optional.of(Duration.ofSeconds(7)), failure.retryAfter());
  }

  @ParameterizedTest
  @EnumSource(names = {"EXCHANGE", "REFRESH"})
  void aHostThatAnswersTooSlowlyIsUnavailable(Step step) {
    HOST.stubFor(any(anyUrl()).willReturn(aResponse().withFixedDelay(SLOW_MILLIS).withBody("{}")));

    GitHostException failure = failureOf(step, client(IMPATIENT, CLOCK), here());

    assertEquals(Kind.UNAVAILABLE, failure.kind());
  }

  @ParameterizedTest
  @EnumSource(names = {"EXCHANGE", "REFRESH"})
  void aHostThatHangsUpIsUnavailable(Step step) {
    HOST.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

    assertEquals(Kind.UNAVAILABLE, failureOf(step, client(), here()).kind());
  }

  @ParameterizedTest
  @EnumSource(names = {"EXCHANGE", "REFRESH"})
  void aHostThatIsNotThereIsUnavailable(Step step) throws IOException {
    assertEquals(Kind.UNAVAILABLE, failureOf(step, client(), nobody()).kind());
  }

  @ParameterizedTest
  @CsvSource({
    "EXCHANGE,<html>Welcome!",
    "REFRESH,<html>Welcome!",
    "EXCHANGE,{}",
    "REFRESH,{}",
    "EXCHANGE,[1]",
    "REFRESH,[1]"
  })
  void anAnswerThatMakesNoSenseMeansUnavailable(Step step, String body) {
    HOST.stubFor(
        any(anyUrl())
            .willReturn(aResponse().withHeader("Content-Type", "application/json").withBody(body)));

    assertEquals(Kind.UNAVAILABLE, failureOf(step, client(), here()).kind());
  }

  @Test
  void nothingShowsItsSecrets() {
    assertFalse(application().toString().contains(CLIENT_SECRET));
    assertFalse(consent(true).toString().contains(VERIFIER));
    assertFalse(FIRST.toString().contains(FIRST.accessToken()));
  }

  // --- Helpers ---

  /** Where {@link #HOST} listens. */
  protected static URI here() {
    return URI.create(HOST.baseUrl());
  }

  /** A value as a form holds it. */
  protected static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private OAuthClient client() {
    return client(PATIENT, CLOCK);
  }

  private Application application() {
    return application(here());
  }

  private Grant exchange() throws GitHostException {
    return client().exchange(application(), consent(true), CODE);
  }

  private static Consent consent(boolean privateToo) {
    return new Consent("state of the session/1", CALLBACK, VERIFIER, privateToo);
  }

  private void assertScopes(List<String> expected, @Nullable String sent) {
    List<String> words = sent == null ? List.of() : List.of(sent.split(scopeSeparator()));
    assertEquals(expected.stream().sorted().toList(), words.stream().sorted().toList());
  }

  /** Makes a step fail, and checks what holds for every failure. */
  private GitHostException failureOf(Step step, OAuthClient client, URI server) {
    GitHostException failure =
        assertThrows(
            GitHostException.class,
            () -> step.invocation.make(client, application(server)),
            step::name);
    assertTrue(failure.getMessage().contains(server.getAuthority()), failure::getMessage);
    StringWriter everything = new StringWriter();
    failure.printStackTrace(new PrintWriter(everything));
    for (String hidden : List.of(CLIENT_SECRET, CODE, VERIFIER, OLD_REFRESH_TOKEN)) {
      assertFalse(everything.toString().contains(hidden), "shows " + hidden);
    }
    return failure;
  }

  /** A body that repeats what must not come out again. */
  private static String echo() {
    return "{\"error_description\":\""
        + String.join(" ", CLIENT_SECRET, CODE, VERIFIER, OLD_REFRESH_TOKEN)
        + "\"}";
  }

  private static Map<String, String> query(URI url) {
    Map<String, String> query = new HashMap<>();
    for (String pair : url.getRawQuery().split("&")) {
      String[] parts = pair.split("=", 2);
      query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return query;
  }

  private static URI nobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://localhost:" + socket.getLocalPort());
    }
  }
}
