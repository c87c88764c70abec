package dev.slipway.service.host;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.GitUrl;
import dev.slipway.service.host.GitHostApi.CommitStatus;
import dev.slipway.service.host.GitHostApi.HostRepository;
import dev.slipway.service.host.GitHostApi.Owner;
import dev.slipway.service.host.GitHostApi.RepositoryPage;
import dev.slipway.service.host.GitHostApi.WebhookOutcome;
import dev.slipway.service.host.GitHostApi.WebhookState;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every {@link GitHostApi} has to do. A subclass for each kind of host makes {@link #HOST}
 * answer in that host's documented words, and says which requests it expects.
 */
public abstract class GitHostApiContract {

  /** The credential of {@link #connection}. */
  protected static final String TOKEN = "the-accounts-own-token";

  /** Where the webhook leads to. */
  protected static final String HOOK_URL = "https://slipway.example/hooks/host/0123abcd";

  protected static final String OTHER_URL = "https://elsewhere.example/hook";
  protected static final String SECRET = "5f0c1a6b8de24c7a";
  protected static final String OTHER_SECRET = "c4e19b7702aa4d11";
  protected static final CommitSha COMMIT =
      new CommitSha("0123456789abcdef0123456789abcdef01234567");

  /** More than any answer takes. */
  protected static final Duration PATIENT = Duration.ofSeconds(30);

  private static final Duration IMPATIENT = Duration.ofMillis(300);
  private static final int SLOW_MILLIS = 5_000;

  /** Stands for the Git host. */
  @RegisterExtension
  protected static final WireMockExtension HOST =
      WireMockExtension.newInstance()
          .options(wireMockConfig().dynamicPort().asynchronousResponseEnabled(true))
          .build();

  /** Where redirects lead to. */
  @RegisterExtension
  protected static final WireMockExtension ELSEWHERE =
      WireMockExtension.newInstance().options(wireMockConfig().dynamicPort()).build();

  /** A webhook that the host already has. */
  public record Hook(String id, String url, boolean active, boolean pushes) {

    /** One that is as it should be, but for its secret, of which nothing is known. */
    public static Hook to(String id, String url) {
      return new Hook(id, url, true, true);
    }
  }

  // --- What a subclass tells ---

  /** The implementation, whose calls end after a time. */
  protected abstract GitHostApi api(Duration timeout);

  /** A connection to the host at an address with a token. */
  protected abstract HostConnection connection(URI server, String token);

  /** The header that carries a token. */
  protected abstract String authorization(String token);

  /** The URLs by which the repository {@code app} of {@code team} is cloned; HTTPS first. */
  protected abstract List<GitUrl> cloneUrls(URI server);

  // --- What a subclass makes the host answer ---

  protected abstract void givenAccount(String login);

  /**
   * An account whose credential lacks scopes.
   *
   * @return which; none where the host doesn't tell, and its word has to do
   */
  protected List<String> givenAccountThatLacksScopes() {
    givenAccount("ada");
    return List.of();
  }

  /**
   * Owners, more than one page of them where the host pages them.
   *
   * @return what they are to be read as
   */
  protected abstract List<Owner> givenOwners();

  /**
   * Two pages of an owner's repositories, private and public ones.
   *
   * @return what the pages are to be read as
   */
  protected abstract List<List<HostRepository>> givenPagesOfRepositories(String owner);

  /** The repository of {@link #cloneUrls}. */
  protected abstract HostRepository givenRepository();

  /** The repository's webhooks; from now on the host also takes new ones, changes and removals. */
  protected abstract void givenWebhooks(List<Hook> hooks);

  /** The webhook that a request asked for, as the host shows it from now on. */
  protected abstract void givenWebhookAsWritten(String id, LoggedRequest written);

  protected abstract void givenStatusesAreTaken();

  // --- What a subclass expects the host to be asked ---

  protected abstract RequestPatternBuilder webhookCreation();

  protected abstract RequestPatternBuilder webhookChange(String id);

  protected abstract RequestPatternBuilder webhookRemoval(String id);

  /** The request that sets a status, with everything that has to be in it. */
  protected abstract RequestPatternBuilder statusRequest(CommitSha commit, CommitStatus status);

  // --- Accounts ---

  @Test
  void theAccountsNameIsTold() throws GitHostException {
    givenAccount("ada");

    GitHostApi.Account account = api(PATIENT).account(connection());

    assertEquals("ada", account.login());
    assertEquals(List.of(), account.missing());
  }

  @Test
  void scopesThatTheCredentialLacksAreNamed() throws GitHostException {
    List<String> lacking = givenAccountThatLacksScopes();

    assertEquals(lacking, api(PATIENT).account(connection()).missing());
  }

  @Test
  void eachCallCarriesTheCredentialOfItsOwnConnection() throws GitHostException {
    givenAccount("ada");
    GitHostApi api = api(PATIENT);

    GitHostApi.Account first = api.account(connection(here(), "first-token"));
    GitHostApi.Account second = api.account(connection(here(), "second-token"));

    assertEquals(first, second);
    List<LoggedRequest> requests = HOST.findAll(anyRequestedFor(anyUrl()));
    assertTrue(
        requests.size() >= 2, "each account is asked for with its own credential: " + requests);
    assertEquals(authorization("first-token"), requests.get(0).getHeader("Authorization"));
    LoggedRequest last = requests.get(requests.size() - 1);
    assertEquals(authorization("second-token"), last.getHeader("Authorization"));
  }

  // --- Repositories ---

  @Test
  void ownersAreListedOverAllPages() throws GitHostException {
    List<Owner> owners = givenOwners();

    assertEquals(owners, api(PATIENT).owners(connection()));
  }

  @Test
  void repositoriesAreListedPageByPage() throws GitHostException {
    List<List<HostRepository>> pages = givenPagesOfRepositories("team");

    assertEquals(pages, repositories(false));
  }

  @Test
  void privateRepositoriesAreLeftOutWhenOnlyPublicOnesAreWanted() throws GitHostException {
    List<HostRepository> all = flat(givenPagesOfRepositories("team"));
    assertTrue(all.stream().anyMatch(HostRepository::privateSource));

    List<HostRepository> shown = flat(repositories(true));

    assertEquals(all.stream().filter(each -> !each.privateSource()).toList(), shown);
  }

  @Test
  void aRepositoryIsFoundByEveryFormOfItsCloneUrl() throws GitHostException {
    HostRepository expected = givenRepository();

    for (GitUrl url : cloneUrls(here())) {
      assertEquals(expected, api(PATIENT).repository(connection(), url), url::toString);
    }
  }

  @Test
  void aCloneUrlThatNamesNoRepositoryOfTheHostIsRefused() {
    GitUrl url = GitUrl.parse(here() + "/nothing");

    GitHostException failure =
        assertThrows(GitHostException.class, () -> api(PATIENT).repository(connection(), url));

    assertEquals(GitHostException.Kind.REFUSED, failure.kind());
    HOST.verify(0, anyRequestedFor(anyUrl()));
  }

  // --- Webhooks ---

  @Test
  void aMissingWebhookIsMadeWithUrlAndSecret() throws GitHostException {
    givenWebhooks(List.of(Hook.to("7", OTHER_URL)));

    assertEquals(WebhookOutcome.CREATED, ensureWebhook(SECRET));

    HOST.verify(
        1,
        webhookCreation()
            .withRequestBody(containing(HOOK_URL))
            .withRequestBody(containing(SECRET)));
    HOST.verify(0, webhookChange("7"));
    HOST.verify(0, webhookRemoval("7"));
  }

  @Test
  void aWebhookThatWasMadeIsLeftAloneWhenItIsAskedForAgain() throws GitHostException {
    givenAWebhookMadeWith(SECRET);

    assertEquals(WebhookOutcome.UNCHANGED, ensureWebhook(SECRET));

    HOST.verify(0, webhookCreation());
    HOST.verify(0, webhookChange("8"));
    HOST.verify(0, webhookRemoval("8"));
  }

  @Test
  void aWebhookThatWasMadeIsSeenAsPresent() throws GitHostException {
    givenAWebhookMadeWith(SECRET);

    assertEquals(WebhookState.PRESENT, webhook());
  }

  @Test
  void aWebhookWithAnotherSecretIsRepaired() throws GitHostException {
    givenAWebhookMadeWith(OTHER_SECRET);

    assertEquals(WebhookOutcome.REPAIRED, ensureWebhook(SECRET));

    HOST.verify(1, webhookChange("8").withRequestBody(containing(SECRET)));
    HOST.verify(0, webhookCreation());
  }

  @Test
  void aWebhookThatIsSwitchedOffIsRepaired() throws GitHostException {
    givenWebhooks(List.of(new Hook("8", HOOK_URL, false, true)));
    assertEquals(WebhookState.BROKEN, webhook());

    assertEquals(WebhookOutcome.REPAIRED, ensureWebhook(SECRET));

    HOST.verify(1, webhookChange("8").withRequestBody(containing(SECRET)));
    HOST.verify(0, webhookCreation());
  }

  @Test
  void aWebhookWithoutTheEventOfPushesIsRepaired() throws GitHostException {
    givenWebhooks(List.of(new Hook("8", HOOK_URL, true, false)));
    assertEquals(WebhookState.BROKEN, webhook());

    assertEquals(WebhookOutcome.REPAIRED, ensureWebhook(SECRET));

    HOST.verify(1, webhookChange("8").withRequestBody(containing(SECRET)));
    HOST.verify(0, webhookCreation());
  }

  @Test
  void furtherWebhooksToTheSameUrlAreRemoved() throws GitHostException {
    givenWebhooks(
        List.of(Hook.to("8", HOOK_URL), Hook.to("9", HOOK_URL), Hook.to("10", OTHER_URL)));

    assertEquals(WebhookOutcome.REPAIRED, ensureWebhook(SECRET));

    HOST.verify(0, webhookCreation());
    HOST.verify(0, webhookRemoval("8"));
    HOST.verify(1, webhookRemoval("9"));
    HOST.verify(0, webhookRemoval("10"));
  }

  @Test
  void aWebhookToAnotherUrlDoesNotCount() throws GitHostException {
    givenWebhooks(List.of(Hook.to("7", OTHER_URL)));

    assertEquals(WebhookState.MISSING, webhook());
  }

  @Test
  void removingTakesEveryWebhookToTheUrlAndNoOther() throws GitHostException {
    givenWebhooks(List.of(Hook.to("7", OTHER_URL), Hook.to("8", HOOK_URL), Hook.to("9", HOOK_URL)));

    api(PATIENT).removeWebhook(connection(), cloneUrl(), HOOK_URL);

    HOST.verify(0, webhookRemoval("7"));
    HOST.verify(1, webhookRemoval("8"));
    HOST.verify(1, webhookRemoval("9"));
  }

  @Test
  void removingAWebhookThatIsNotThereIsFine() throws GitHostException {
    givenWebhooks(List.of());

    api(PATIENT).removeWebhook(connection(), cloneUrl(), HOOK_URL);

    HOST.verify(0, webhookRemoval("8"));
  }

  // --- Statuses ---

  @ParameterizedTest
  @EnumSource(CommitStatus.State.class)
  void aStatusIsSetInTheHostsWords(CommitStatus.State state) throws GitHostException {
    givenStatusesAreTaken();
    CommitStatus status = status(state);

    api(PATIENT).commitStatus(connection(), cloneUrl(), COMMIT, status);

    HOST.verify(1, statusRequest(COMMIT, status));
  }

  // --- Failures ---

  /** Every call of the port. */
  protected enum Call {
    ACCOUNT((api, at, url) -> api.account(at)),
    OWNERS((api, at, url) -> api.owners(at)),
    REPOSITORIES((api, at, url) -> api.repositories(at, "team", null, false)),
    REPOSITORY((api, at, url) -> api.repository(at, url)),
    ENSURE_WEBHOOK((api, at, url) -> api.ensureWebhook(at, url, HOOK_URL, SECRET)),
    WEBHOOK((api, at, url) -> api.webhook(at, url, HOOK_URL)),
    REMOVE_WEBHOOK(
        (api, at, url) -> {
          api.removeWebhook(at, url, HOOK_URL);
          return url;
        }),
    COMMIT_STATUS(
        (api, at, url) -> {
          api.commitStatus(at, url, COMMIT, status(CommitStatus.State.SUCCESS));
          return url;
        });

    private final Invocation invocation;

    Call(Invocation invocation) {
      this.invocation = invocation;
    }

    private interface Invocation {
      Object make(GitHostApi api, HostConnection connection, GitUrl url) throws GitHostException;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401,UNAUTHORIZED",
    "403,FORBIDDEN",
    "404,NOT_FOUND",
    "422,REFUSED",
    "500,UNAVAILABLE",
    "503,UNAVAILABLE"
  })
  void anErrorOfTheHostIsToldApart(int status, GitHostException.Kind kind) {
    HOST.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status).withBody(echo())));

    for (Call call : Call.values()) {
      GitHostException failure = failureOf(call, api(PATIENT), here());

      assertEquals(kind, failure.kind(), call::name);
      assertTrue(failure.getMessage().contains(String.valueOf(status)), failure::getMessage);
    }
  }

  @ParameterizedTest
  @EnumSource(Call.class)
  void tooManyCallsSayHowLongToWait(Call call) {
    HOST.stubFor(
        any(anyUrl())
            .willReturn(
                aResponse().withStatus(429).withHeader("Retry-After", "7").withBody(echo())));

    GitHostException failure = failureOf(call, api(PATIENT), here());

    assertEquals(GitHostException.Kind.RATE_LIMITED, failure.kind());
    assertEquals(Optional.of(Duration.ofSeconds(7)), failure.retryAfter());
    assertTrue(failure.isPassing());
  }

  @ParameterizedTest
  @EnumSource(Call.class)
  void aHostThatAnswersTooSlowlyIsUnavailable(Call call) {
    HOST.stubFor(any(anyUrl()).willReturn(aResponse().withFixedDelay(SLOW_MILLIS).withBody("{}")));

    GitHostException failure = failureOf(call, api(IMPATIENT), here());

    assertEquals(GitHostException.Kind.UNAVAILABLE, failure.kind());
  }

  @ParameterizedTest
  @EnumSource(Call.class)
  void aHostThatHangsUpIsUnavailable(Call call) {
    HOST.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

    GitHostException failure = failureOf(call, api(PATIENT), here());

    assertEquals(GitHostException.Kind.UNAVAILABLE, failure.kind());
  }

  @ParameterizedTest
  @EnumSource(Call.class)
  void aHostThatIsNotThereIsUnavailable(Call call) throws IOException {
    GitHostException failure = failureOf(call, api(PATIENT), nobody());

    assertEquals(GitHostException.Kind.UNAVAILABLE, failure.kind());
  }

  @ParameterizedTest
  @EnumSource(value = Call.class, mode = EnumSource.Mode.EXCLUDE, names = "COMMIT_STATUS")
  void anAnswerThatMakesNoSenseMeansUnavailable(Call call) {
    HOST.stubFor(
        any(anyUrl())
            .willReturn(
                aResponse()
                    .withHeader("Content-Type", "application/json")
                    .withBody("<html>Welcome! " + TOKEN)));

    GitHostException failure = failureOf(call, api(PATIENT), here());

    assertEquals(GitHostException.Kind.UNAVAILABLE, failure.kind());
  }

  @ParameterizedTest
  @EnumSource(Call.class)
  void aRedirectNeverTakesTheCredentialElsewhere(Call call) {
    ELSEWHERE.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(404)));
    HOST.stubFor(
        any(anyUrl())
            .willReturn(
                aResponse().withStatus(302).withHeader("Location", ELSEWHERE.baseUrl() + "/x")));

    GitHostException failure = failureOf(call, api(PATIENT), here());

    assertFalse(failure.getMessage().isEmpty());
    ELSEWHERE.verify(
        0, anyRequestedFor(anyUrl()).withHeader("Authorization", equalTo(authorization(TOKEN))));
  }

  // --- Helpers ---

  /** A status of the contract's own context. */
  protected static CommitStatus status(CommitStatus.State state) {
    return new CommitStatus(
        "ci/slipway/main", state, "Says \"so\".", "https://slipway.example/builds/1");
  }

  /** Where {@link #HOST} listens. */
  protected static URI here() {
    return URI.create(HOST.baseUrl());
  }

  protected final HostConnection connection() {
    return connection(here(), TOKEN);
  }

  protected final GitUrl cloneUrl() {
    return cloneUrls(here()).get(0);
  }

  protected final WebhookOutcome ensureWebhook(String secret) throws GitHostException {
    return api(PATIENT).ensureWebhook(connection(), cloneUrl(), HOOK_URL, secret);
  }

  private WebhookState webhook() throws GitHostException {
    return api(PATIENT).webhook(connection(), cloneUrl(), HOOK_URL);
  }

  private void givenAWebhookMadeWith(String secret) throws GitHostException {
    givenWebhooks(List.of());
    assertEquals(WebhookOutcome.CREATED, ensureWebhook(secret));
    LoggedRequest written = HOST.findAll(webhookCreation()).get(0);
    HOST.resetAll();
    givenWebhookAsWritten("8", written);
  }

  private List<List<HostRepository>> repositories(boolean publicOnly) throws GitHostException {
    List<List<HostRepository>> pages = new ArrayList<>();
    String cursor = null;
    do {
      RepositoryPage page = page(cursor, publicOnly);
      pages.add(page.items());
      cursor = page.next();
    } while (cursor != null && pages.size() < 10);
    return pages;
  }

  private RepositoryPage page(@Nullable String cursor, boolean publicOnly) throws GitHostException {
    return api(PATIENT).repositories(connection(), "team", cursor, publicOnly);
  }

  private static List<HostRepository> flat(List<List<HostRepository>> pages) {
    return pages.stream().flatMap(List::stream).toList();
  }

  /** Makes a call fail, and checks what holds for every failure. */
  protected final GitHostException failureOf(Call call, GitHostApi api, URI server) {
    HostConnection connection = connection(server, TOKEN);
    GitUrl url = cloneUrls(server).get(0);
    GitHostException failure =
        assertThrows(
            GitHostException.class, () -> call.invocation.make(api, connection, url), call::name);
    assertTrue(failure.getMessage().contains(server.getAuthority()), failure::getMessage);
    String everything = everything(failure);
    assertFalse(everything.contains(TOKEN), "shows the token");
    assertFalse(everything.contains(authorization(TOKEN)), "shows the header");
    assertFalse(everything.contains(SECRET), "shows the secret");
    return failure;
  }

  /** A body that repeats what must not come out again. */
  private String echo() {
    return "{\"message\":\"bad credential " + TOKEN + " " + authorization(TOKEN) + "\"}";
  }

  private static String everything(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static URI nobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://localhost:" + socket.getLocalPort());
    }
  }
}
