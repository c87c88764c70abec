package dev.slipway.service.build;

import static dev.slipway.service.build.World.commit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.message.BuildEvent;
import dev.slipway.core.protocol.BuildAssignment;
import dev.slipway.core.protocol.WorkerProtocol.Claim;
import dev.slipway.service.TestStack;
import dev.slipway.service.build.World.Made;
import dev.slipway.service.host.GitHostException;
import dev.slipway.service.repository.Repositories;
import dev.slipway.service.repository.RepositorySettings;
import dev.slipway.service.source.TestingHost;
import dev.slipway.service.source.TestingSources;
import dev.slipway.service.variable.Variables;
import dev.slipway.service.worker.CacheAffinity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Claims of builds whose source is read with a linked account, and what their README becomes. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class LinkedClaimTest {

  @Inject World world;
  @Inject Builds builds;
  @Inject BuildChanges changes;
  @Inject BuildMetrics metrics;
  @Inject BuildSettings settings;
  @Inject BuildLinks links;
  @Inject BuildQueries queries;
  @Inject FinishBuild finishBuild;
  @Inject Repositories repositories;
  @Inject RepositorySettings.Store repositorySettings;
  @Inject Variables variables;
  @Inject CacheAffinity affinity;
  @Inject Clock clock;

  private final TestingHost host = new TestingHost();
  private ClaimBuild claims;
  private Made repository;
  private UUID build;

  @BeforeEach
  void push() {
    Assignments assignments =
        new Assignments(
            repositories,
            repositorySettings,
            TestingSources.access(repositories, repositorySettings, host),
            settings,
            links,
            variables);
    claims = new ClaimBuild(builds, assignments, affinity, changes, metrics, settings, clock);
    repository = world.repository(1);
    link();
    world.push(repository, "delivery-1", null, commit('a'));
    build = world.newestBuild(repository);
  }

  @Test
  void theWorkerGetsTheAccountsCredential() {
    assertEquals(
        "x-access-token", granted(claims.claim(build, new Claim("w1", 1))).source().username());
  }

  @Test
  void aHostThatIsDownLeavesTheBuildWaitingWithTheReason() {
    host.fail(GitHostException.Kind.UNAVAILABLE, "github.com answered 502.");

    assertInstanceOf(WorkerAnswer.Refused.class, claims.claim(build, new Claim("w1", 1)));

    BuildView waiting = shown();
    assertEquals("queued", waiting.state());
    assertEquals(2, waiting.attempt());
    assertTrue(waiting.reason().contains("github.com answered 502."), waiting.reason());
    host.recover();
    granted(claims.claim(build, new Claim("w2", 2)));
  }

  @Test
  void aHostThatStaysDownEndsTheBuildWithTheReason() {
    host.fail(GitHostException.Kind.UNAVAILABLE, "github.com answered 502.");

    for (int attempt = 1; attempt <= settings.maxAttempts(); attempt++) {
      claims.claim(build, new Claim("w1", attempt));
    }

    assertEquals("error", shown().state());
    assertTrue(shown().reason().contains("github.com answered 502."), shown().reason());
  }

  @Test
  void anAccountThatWasRevokedEndsTheBuildAtOnce() {
    host.fail(GitHostException.Kind.UNAUTHORIZED, "github.com has revoked it; link it again.");

    claims.claim(build, new Claim("w1", 1));

    assertEquals("error", shown().state());
    assertTrue(shown().reason().contains("link it again."), shown().reason());
  }

  @Test
  void aBuildOfTheDefaultBranchBringsTheReadme() {
    assertFalse(granted(claims.claim(build, new Claim("w1", 1))).readme());
    world.run("update repository set default_branch = 'main' where id = ?", repository.id());
    BuildAssignment assigned = granted(claims.claim(build, new Claim("w1", 1)));
    assertTrue(assigned.readme());

    finish("# App\0");

    assertEquals("# App", repositorySettings.of(repository.id()).fullDescription());
  }

  @Test
  void aDescriptionThatIsWrittenByHandStays() {
    world.run(
        "update repository set default_branch = 'main', full_description = 'mine',"
            + " full_description_sync = false where id = ?",
        repository.id());

    assertFalse(granted(claims.claim(build, new Claim("w1", 1))).readme());
    finish("# App");

    assertEquals("mine", repositorySettings.of(repository.id()).fullDescription());
  }

  @Test
  void aReadmeOfAnotherBranchOrNoneChangesNothing() {
    world.run(
        "update repository set default_branch = 'trunk', full_description = 'before' where id = ?",
        repository.id());
    granted(claims.claim(build, new Claim("w1", 1)));
    finish("# App");
    assertEquals("before", repositorySettings.of(repository.id()).fullDescription());
  }

  @Test
  void aReadmeThatIsTooLongIsCut() {
    world.run("update repository set default_branch = 'main' where id = ?", repository.id());
    granted(claims.claim(build, new Claim("w1", 1)));

    finish("x".repeat(24_999) + "\uD83D\uDE80");

    assertEquals("x".repeat(24_999), repositorySettings.of(repository.id()).fullDescription());
  }

  @Test
  void submodulesAndLfsAreAssignedAsConfigured() {
    world.run("update repository set submodules = true where id = ?", repository.id());

    BuildAssignment assigned = granted(claims.claim(build, new Claim("w1", 1)));

    assertTrue(assigned.submodules());
    assertFalse(assigned.lfs());
  }

  private void finish(@Nullable String readme) {
    finishBuild.finish(
        build,
        1,
        Instant.now(),
        new BuildEvent.Outcome(
            BuildEvent.Status.SUCCESS,
            "Done.",
            commit('a'),
            "Change",
            "native",
            "sha256:" + "0".repeat(64),
            1,
            List.of("127.0.0.1:8080/acme/app:tag0"),
            List.of(),
            readme));
    assertEquals("success", shown().state());
  }

  private BuildView shown() {
    return queries.byId(build).orElseThrow().build();
  }

  private static BuildAssignment granted(WorkerAnswer<BuildAssignment> answer) {
    assertInstanceOf(WorkerAnswer.Granted.class, answer);
    return ((WorkerAnswer.Granted<BuildAssignment>) answer).value();
  }

  private void link() {
    UUID account = UUID.randomUUID();
    world.run(
        "insert into linked_account (id, namespace, host, provider, login, access_mode, credential,"
            + " access_token_sealed, state, created_at, updated_at) values (?, 'acme', 'github',"
            + " 'github', ?, 'full', 'token', 'unused', 'active', now(), now())",
        account,
        account.toString());
    world.run("update repository set linked_account = ? where id = ?", account, repository.id());
  }
}
