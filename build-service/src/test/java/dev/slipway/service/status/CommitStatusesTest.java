package dev.slipway.service.status;

import static dev.slipway.service.Api.asAdmin;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import dev.slipway.core.git.RefType;
import dev.slipway.core.image.Digest;
import dev.slipway.service.TestStack;
import dev.slipway.service.build.Build;
import dev.slipway.service.build.BuildLinks;
import dev.slipway.service.build.BuildMoved;
import dev.slipway.service.build.BuildPhase;
import dev.slipway.service.build.BuildState;
import dev.slipway.service.build.Builds;
import dev.slipway.service.build.PublishedImage;
import dev.slipway.service.build.RequestManualBuilds;
import dev.slipway.service.build.World;
import dev.slipway.service.host.GitHostException;
import dev.slipway.service.host.GitHostException.Kind;
import dev.slipway.service.repository.Repositories;
import dev.slipway.service.repository.RepositorySettings;
import dev.slipway.service.status.StatusStore.Due;
import dev.slipway.service.status.StatusStore.Outcome;
import dev.slipway.service.status.StatusStore.Told;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Statuses against the real table and a host in memory. The clock stands in the year 2000, so that
 * nothing is due here but what the test itself wished.
 */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class CommitStatusesTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @Inject StatusStore statuses;
  @Inject RepositorySettings.Store repositorySettings;
  @Inject Repositories repositories;
  @Inject Builds builds;
  @Inject BuildLinks links;
  @Inject StatusSettings settings;
  @Inject StatusMetrics metrics;
  @Inject MeterRegistry registry;
  @Inject RequestManualBuilds manualBuilds;
  @Inject World world;

  private final SettableClock clock = new SettableClock(Instant.parse("2000-01-01T00:00:00Z"));
  private final TestingHost host = new TestingHost();
  private WishStatuses wishes;
  private SendStatuses sender;
  private World.Made repository;

  @BeforeEach
  void setUp() {
    wishes = new WishStatuses(statuses, repositorySettings, host, repositories, clock);
    sender = sender();
    repository = world.repository(1);
    host.link(repository.id());
  }

  @AfterEach
  void forgetEverything() {
    world.run("delete from commit_status where wished_at < timestamptz '2001-01-01'");
  }

  // --- What the host is told ---

  @Test
  void aBuildTellsItsCommitHowFarItIs() {
    Build build = build('a');

    move(build, queued());
    sendAll();
    move(build, success());
    sendAll();

    assertEquals(
        List.of(
            "a ci/slipway/main PENDING: Waits for a free worker.",
            "a ci/slipway/main SUCCESS: Built and published."),
        host.shown());
  }

  @Test
  void everyEndHasAStateAndSaysWhy() {
    for (BuildPhase ending : BuildPhase.values()) {
      if (ending.isFinal() && ending != BuildPhase.SUCCESS) {
        move(build('a'), ended(ending, "Because of this. And that."));
        sendAll();
      }
    }

    assertEquals(
        List.of(
            "a ci/slipway/main FAILURE: Because of this.",
            "a ci/slipway/main ERROR: Because of this.",
            "a ci/slipway/main ERROR: Because of this.",
            "a ci/slipway/main ERROR: Timed out: Because of this.",
            "a ci/slipway/main ERROR: Expired: Because of this.",
            "a ci/slipway/main ERROR: Superseded: Because of this."),
        host.shown());
  }

  @Test
  void onlyTheNewestWishIsSent() {
    Build build = build('a');

    move(build, queued());
    move(build, failed("No such file."));
    sendAll();

    assertEquals(List.of("a ci/slipway/main FAILURE: No such file."), host.shown());
  }

  @Test
  void theSameTwiceIsSentOnce() {
    Build build = build('a');
    move(build, queued());
    sendAll();

    move(build, queued());
    sendAll();

    assertEquals(1, host.shown().size());
  }

  @Test
  void anOlderBuildOfTheCommitDoesNotSpeakAfterANewerOne() {
    Build older = build('a');
    Build newer = build('a');
    move(newer, success());
    sendAll();

    move(older, failed("Too late."));
    sendAll();

    assertEquals(List.of("a ci/slipway/main SUCCESS: Built and published."), host.shown());
  }

  @Test
  void eachCommitHasItsOwn() {
    move(build('a'), failed("First."));
    move(build('b'), success());
    sendAll();

    assertEquals(
        List.of(
            "a ci/slipway/main FAILURE: First.", "b ci/slipway/main SUCCESS: Built and published."),
        host.shown());
  }

  @Test
  void aBuildKeepsItsContextWhenItsRuleIsRenamedOrGone() {
    Build build = build('a');
    move(build, queued());
    world.run("delete from build_rule where repository_id = ?", repository.id());
    move(build, success());
    sendAll();

    assertEquals(List.of("a ci/slipway/main SUCCESS: Built and published."), host.shown());
  }

  @Test
  void aBuildWithoutACommitWaitsUntilItIsKnown() {
    manualBuilds.request(
        repositories.byId(repository.id()).orElseThrow(),
        new RefName(RefType.BRANCH, "main"),
        "ada");
    Build build = builds.read(world.newestBuild(repository)).orElseThrow();
    move(build, queued());
    assertFalse(sender.sendNext());

    move(withCommit(build, 'c'), success());
    sendAll();

    assertEquals(List.of("c ci/slipway/main SUCCESS: Built and published."), host.shown());
  }

  @Test
  void withoutALinkedAccountNothingIsWished() {
    host.unlink(repository.id());

    move(build('a'), success());

    assertFalse(sender.sendNext());
  }

  @Test
  void whereItIsSwitchedOffNothingIsWished() {
    world.run("update repository set commit_statuses = false where id = ?", repository.id());

    move(build('a'), success());

    assertFalse(sender.sendNext());
  }

  @Test
  void whatIsRolledBackIsNotWished() {
    Build build = build('a');

    QuarkusTransaction.begin();
    wishes.moved(new BuildMoved(Optional.empty(), with(build, success())));
    QuarkusTransaction.rollback();

    assertFalse(sender.sendNext());
  }

  // --- Failures ---

  @Test
  void aPassingFailureIsTriedAgainLaterAndLater() {
    Build build = build('a');
    move(build, success());
    host.failNext(failure(Kind.UNAVAILABLE));
    host.failNext(new IllegalStateException("unforeseen"));

    assertTrue(sender.sendNext());
    assertFalse(sender.sendNext(), "not at once");
    clock.advance(settings.firstRetry());
    assertTrue(sender.sendNext());
    Told waiting = told(build);
    assertEquals(Outcome.WAITING, waiting.outcome());
    assertEquals(2, waiting.attempts());
    clock.advance(settings.firstRetry().multipliedBy(2));
    sendAll();

    assertEquals(1, host.shown().size());
    assertEquals(Outcome.SENT, told(build).outcome());
  }

  @Test
  void aHostThatWantsToBeLeftAloneIs() {
    move(build('a'), success());
    Duration wait = settings.firstRetry().multipliedBy(20);
    host.failNext(new GitHostException(Kind.RATE_LIMITED, "Too many calls.", wait, null));
    sendAll();

    clock.advance(wait.minus(SECOND));
    assertFalse(sender.sendNext());
    clock.advance(SECOND);
    assertTrue(sender.sendNext());

    assertEquals(1, host.shown().size());
  }

  @Test
  void whatNeverPassesIsGivenUpAfterABoundedTime() {
    Build build = build('a');
    move(build, success());
    Instant end = clock.instant().plus(settings.giveUpAfter()).plus(settings.longestRetry());

    while (told(build).outcome() == Outcome.WAITING && clock.instant().isBefore(end)) {
      host.failNext(failure(Kind.UNAVAILABLE));
      sender.sendNext();
      clock.advance(settings.longestRetry());
    }

    assertEquals(Outcome.GIVEN_UP, told(build).outcome());
    assertTrue(
        String.valueOf(told(build).problem())
            .matches("The host said no\\. It was tried \\d+ times\\."));
    assertEquals(List.of(), host.shown());
  }

  @Test
  void aRevokedAccountIsTriedAgainBecauseItMayBeLinkedAnew() {
    move(build('a'), success());
    host.failNext(failure(Kind.UNAUTHORIZED));
    sendAll();

    clock.advance(settings.firstRetry());
    sendAll();

    assertEquals(1, host.shown().size());
  }

  @Test
  void whatTheHostForbidsIsGivenUpAtOnceAndCounted() {
    double before = givenUp("forbidden");
    Build build = build('a');
    move(build, success());
    host.failNext(failure(Kind.FORBIDDEN));
    sendAll();

    assertEquals(Outcome.GIVEN_UP, told(build).outcome());
    assertEquals("The host said no.", told(build).problem());
    assertEquals(before + 1, givenUp("forbidden"));
  }

  @Test
  void anUnlinkedRepositoryIsGivenUpAndSaysSo() {
    Build build = build('a');
    move(build, success());
    host.unlink(repository.id());
    sendAll();

    assertEquals(Outcome.GIVEN_UP, told(build).outcome());
    assertTrue(String.valueOf(told(build).problem()).contains("not linked"));
  }

  @Test
  void aNewWishAfterOneThatWasGivenUpIsSent() {
    Build build = build('a');
    move(build, queued());
    host.failNext(failure(Kind.FORBIDDEN));
    sendAll();

    move(build, success());
    sendAll();

    assertEquals(1, host.shown().size());
    assertEquals(0, told(build).attempts());
  }

  // --- Several senders ---

  @Test
  void whatOneSenderHasNobodyElseGets() {
    move(build('a'), success());
    host.duringNextCall(() -> assertFalse(sender().sendNext()));

    sendAll();

    assertEquals(1, host.shown().size());
  }

  @Test
  void aWishThatComesWhileOneIsSentFollowsItAndIsNotLost() {
    Build build = build('a');
    move(build, queued());
    host.duringNextCall(
        () -> {
          move(build, success());
          assertFalse(sender().sendNext(), "the older one is still on its way");
        });

    sendAll();

    assertEquals(
        List.of(
            "a ci/slipway/main PENDING: Waits for a free worker.",
            "a ci/slipway/main SUCCESS: Built and published."),
        host.shown());
    assertEquals(Outcome.SENT, told(build).outcome());
  }

  @Test
  void aFailureDoesNotPutOffWhatWasWishedMeanwhile() {
    Build build = build('a');
    move(build, queued());
    host.duringNextCall(() -> move(build, success()));
    host.failNext(failure(Kind.UNAVAILABLE));

    sendAll();

    assertEquals(List.of("a ci/slipway/main SUCCESS: Built and published."), host.shown());
  }

  @Test
  void whatASenderTookWithItWhenItDiedIsSentByAnother() {
    Build build = build('a');
    move(build, success());
    Due lost =
        statuses.claim(clock.instant(), clock.instant().plus(settings.claim())).orElseThrow();

    assertFalse(sender.sendNext());
    clock.advance(settings.claim().plus(SECOND));
    sendAll();
    statuses.retry(lost, "The dead speak.", clock.instant());

    assertEquals(1, host.shown().size());
    assertEquals(Outcome.SENT, told(build).outcome());
  }

  @Test
  void theJobSendsOnThreadsOfItsOwn() throws InterruptedException {
    StatusSender job = new StatusSender(sender, settings);
    move(build('a'), success());

    job.run();

    await().atMost(Duration.ofSeconds(30)).until(() -> host.shown().size() == 1);
    job.stop(new ShutdownEvent());
    move(build('b'), success());
    job.run();
    assertTrue(sender.sendNext(), "a stopped job leaves it to others");
  }

  @Test
  void whatIsLongSettledIsForgotten() {
    Build build = build('a');
    Build waiting = build('b');
    move(build, success());
    sendAll();
    move(waiting, success());

    clock.advance(settings.keep().minus(SECOND));
    sender.forgetOld();
    assertEquals(1, statuses.ofBuild(build.id()).size());
    clock.advance(SECOND.multipliedBy(2));
    sender.forgetOld();

    assertEquals(List.of(), statuses.ofBuild(build.id()));
    assertEquals(1, statuses.ofBuild(waiting.id()).size());
  }

  // --- REST, and the event ---

  @Test
  void aBuildShowsWhatItTold() {
    Build build = build('a');
    move(build, success());
    host.failNext(failure(Kind.FORBIDDEN));
    sendAll();

    asAdmin()
        .get("/api/v1/builds/" + build.id() + "/statuses")
        .then()
        .statusCode(200)
        .body("items.size()", equalTo(1))
        .body("items[0].context", equalTo("ci/slipway/main"))
        .body("items[0].commit", equalTo(World.commit('a')))
        .body("items[0].state", equalTo("success"))
        .body("items[0].outcome", equalTo("given_up"))
        .body("items[0].attempts", equalTo(1))
        .body("items[0].problem", equalTo("The host said no."))
        .body("items[0].nextAttemptAt", nullValue())
        .body("next", nullValue());
  }

  @Test
  void anUnknownBuildIsNotFound() {
    asAdmin()
        .get("/api/v1/builds/" + UUID.randomUUID() + "/statuses")
        .then()
        .statusCode(404)
        .body("detail", containsString("no such build"));
  }

  @Test
  void aPushToALinkedRepositoryIsWishedByItself() {
    UUID account = UUID.randomUUID();
    world.run(
        "insert into linked_account (id, namespace, host, provider, login, access_mode, credential,"
            + " access_token_sealed, state, created_at, updated_at) values (?, 'acme', 'github',"
            + " 'github', ?, 'full', 'token', 'unused', 'active', now(), now())",
        account,
        "ada-" + account);
    world.run("update repository set linked_account = ? where id = ?", account, repository.id());

    world.push(repository, UUID.randomUUID().toString(), null, World.commit('a'));

    Told told = told(builds.read(world.newestBuild(repository)).orElseThrow());
    assertEquals("Waits for a free worker.", told.wish().description());
  }

  // --- Helpers ---

  private SendStatuses sender() {
    return new SendStatuses(
        statuses, host, repositories, links, settings, metrics, clock, new Random(1));
  }

  private void sendAll() {
    while (sender.sendNext()) {
      // Until nothing is due.
    }
  }

  /** A new build of a commit, in the database. */
  private Build build(char commit) {
    manualBuilds.request(
        repositories.byId(repository.id()).orElseThrow(),
        new RefName(RefType.BRANCH, "main"),
        "ada");
    UUID id = world.newestBuild(repository);
    // Over, so that the next request makes another one.
    world.run("update build set state = 'failed', finished_at = now() where id = ?", id);
    return withCommit(builds.read(id).orElseThrow(), commit);
  }

  private void move(Build build, BuildState state) {
    QuarkusTransaction.requiringNew()
        .run(() -> wishes.moved(new BuildMoved(Optional.empty(), with(build, state))));
  }

  private Told told(Build build) {
    return statuses.ofBuild(build.id()).get(0);
  }

  private double givenUp(String kind) {
    return registry.counter("slipway.statuses.given.up", "kind", kind).count();
  }

  private static GitHostException failure(Kind kind) {
    return new GitHostException(kind, "The host said no.", null);
  }

  private BuildState queued() {
    return new BuildState.Queued(1, "Waits for a free worker.", clock.instant());
  }

  private BuildState success() {
    PublishedImage image =
        new PublishedImage(new Digest("sha256:" + "d".repeat(64)), 1, "native", List.of());
    return new BuildState.Success(
        1, "Built and published.", image, clock.instant(), clock.instant());
  }

  private BuildState failed(String reason) {
    return ended(BuildPhase.FAILED, reason);
  }

  private BuildState ended(BuildPhase phase, String reason) {
    return new BuildState.Unsuccessful(phase, 1, reason, null, null, null, clock.instant());
  }

  private static Build withCommit(Build build, char commit) {
    return new Build(
        build.id(),
        build.sequence(),
        build.repositoryId(),
        build.plan(),
        build.cause(),
        new CommitSha(World.commit(commit)),
        build.commitMessage(),
        build.state(),
        build.createdAt());
  }

  private static Build with(Build build, BuildState state) {
    return new Build(
        build.id(),
        build.sequence(),
        build.repositoryId(),
        build.plan(),
        build.cause(),
        build.commit(),
        build.commitMessage(),
        state,
        build.createdAt());
  }
}
