package dev.slipway.service.repository.hook;

import static dev.slipway.service.Api.REPOSITORIES;
import static dev.slipway.service.Api.asAdmin;
import static dev.slipway.service.Api.create;
import static dev.slipway.service.Api.newName;
import static dev.slipway.service.Api.repository;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.service.TestStack;
import dev.slipway.service.build.World;
import dev.slipway.service.host.GitHostException;
import dev.slipway.service.repository.Repositories;
import dev.slipway.service.repository.RepositoryName;
import dev.slipway.service.source.TestingHost;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks at a Git host of the test's own, with everything else real. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class InstallHookTest {

  @Inject World world;
  @Inject Repositories repositories;
  @Inject HookPlaces places;
  @Inject HookInstallations installations;
  @Inject HookRemovals removals;
  @Inject HookSettings settings;
  @Inject HookPauses pauses;
  @Inject PlanHook plan;
  @Inject Clock clock;

  private final TestingHost host = new TestingHost();
  private InstallHook install;
  private RemoveHooks remove;
  private String name;
  private UUID id;
  private UUID account;

  @BeforeEach
  void linked() {
    HostCalls hosts = new HostCalls(host);
    install = new InstallHook(places, installations, hosts, settings, pauses, clock);
    remove = new RemoveHooks(removals, hosts, settings, pauses, clock);
    name = create(newName(), "private");
    id = repositories.byName(RepositoryName.parse(name)).orElseThrow().id();
    account = account("full");
    link(account);
  }

  @Test
  void aPlannedWebhookIsInstalledWithItsSecret() {
    planned();

    HookInstallation state = install.installPending(id);

    assertEquals(HookState.INSTALLED, state.state());
    assertNull(state.problem());
    assertEquals(Map.of(place().url(), secret()), host.webhooks());
    asAdmin()
        .get(REPOSITORIES + "/" + name)
        .then()
        .body("hook.state", equalTo("installed"))
        .body("hook.since", notNullValue())
        .body("hook.checkedAt", notNullValue())
        .body("source.linkedAccount", equalTo(account.toString()));
  }

  @Test
  void installingAgainLooksAndChangesNothing() {
    planned();
    install.installPending(id);
    HookInstallation first = install.stateOf(id);

    HookInstallation again = install.install(id);

    assertEquals(HookState.INSTALLED, again.state());
    assertEquals(first.since(), again.since());
    assertEquals(List.of("ensure acme/app", "look acme/app"), host.calls());
  }

  @Test
  void aWebhookThatSomebodyRemovedOrSwitchedOffIsMended() {
    planned();
    install.installPending(id);

    host.loseWebhooks();
    assertEquals(HookState.INSTALLED, install.install(id).state());
    assertEquals(Map.of(place().url(), secret()), host.webhooks());

    host.breakWebhook(place().url());
    assertEquals(HookState.INSTALLED, install.install(id).state());
    assertEquals("ensure acme/app", host.calls().get(host.calls().size() - 1));
  }

  @Test
  void aFailureLeavesItsReasonAndIsTriedAgainLaterAndLater() {
    planned();
    host.fail(GitHostException.Kind.FORBIDDEN, "github.com refuses: grant admin:repo_hook");

    HookInstallation failed = install.installPending(id);

    assertEquals(HookState.FAILED, failed.state());
    assertEquals("github.com refuses: grant admin:repo_hook", failed.problem());
    assertTrue(nextAttempt().isAfter(Instant.now().plusSeconds(30)));
    Instant first = nextAttempt();
    install.install(id);
    install.install(id);
    assertTrue(nextAttempt().isAfter(first.plusSeconds(60)));

    host.recover();
    world.run("update hook_installation set next_attempt_at = now() where repository_id = ?", id);
    install.installDue();
    assertEquals(HookState.INSTALLED, install.stateOf(id).state());
    assertNull(install.stateOf(id).problem());
  }

  @Test
  void aFaultOfOursIsAStateTooAndNoCrash() {
    planned();
    host.crash();

    HookInstallation failed = install.installPending(id);

    assertEquals(HookState.FAILED, failed.state());
    assertTrue(String.valueOf(failed.problem()).contains("operator"), failed.problem());
  }

  @Test
  void whatIsNotDueOrSomebodyIsAtIsLeftAlone() {
    planned();
    install.installPending(id);
    int calls = host.calls().size();

    install.installDue();
    world.run(
        "update hook_installation set next_attempt_at = now(),"
            + " leased_until = now() + interval '1 minute' where repository_id = ?",
        id);
    install.installDue();
    install.install(id);

    assertEquals(calls, host.calls().size());
  }

  @Test
  void anAttemptThatWasOvertakenDoesNotCount() {
    planned();
    HookInstallations.Lease lease =
        QuarkusTransaction.requiringNew()
            .call(() -> installations.take(id, Instant.now(), Instant.now().plusSeconds(60)))
            .orElseThrow();
    planned();

    QuarkusTransaction.requiringNew()
        .run(
            () ->
                installations.finish(
                    lease,
                    new HookInstallation.Result(HookState.INSTALLED, null, Optional.empty()),
                    Instant.now()));

    assertEquals(HookState.PENDING, install.stateOf(id).state());
    assertEquals(HookState.INSTALLED, install.installPending(id).state());
  }

  @Test
  void aLimitedAccountLeavesTheWebhookToPeople() {
    link(account("limited"));
    planned();

    assertEquals(HookInstallation.MANUAL, install.installPending(id));
    assertEquals(List.of(), host.calls());
  }

  @Test
  void anAccountThatIsGoneLeavesTheWebhookToPeopleAndSaysSo() {
    planned();
    install.installPending(id);
    world.run("delete from linked_account where id = ?", account);

    HookInstallation left = install.install(id);

    assertEquals(HookState.MANUAL, left.state());
    assertTrue(String.valueOf(left.problem()).contains("account was removed"), left.problem());
    asAdmin().get(REPOSITORIES + "/" + name).then().body("hook.problem", notNullValue());
  }

  @Test
  void aNewSecretPlansTheWebhookAnew() {
    planned();
    install.installPending(id);
    String before = secret();

    // The application's own host knows no account, so this attempt fails there.
    asAdmin().post(REPOSITORIES + "/" + name + "/hook/regenerate").then().statusCode(200);

    assertNotEquals(before, secret());
    assertEquals(HookState.FAILED, install.stateOf(id).state());
    install.install(id);
    assertEquals(Map.of(place().url(), secret()), host.webhooks());
  }

  @Test
  void aDeletedRepositorysWebhookIsTakenFromTheHost() {
    planned();
    install.installPending(id);

    asAdmin().delete(REPOSITORIES + "/" + name).then().statusCode(204);
    due();
    remove.removeDue();

    assertEquals(Map.of(), host.webhooks());
    assertEquals(List.of(), waiting());
  }

  @Test
  void aWebhookThatCantBeTakenAwayIsTriedAgainUntilItIsGivenUp() {
    planned();
    install.installPending(id);
    asAdmin().delete(REPOSITORIES + "/" + name).then().statusCode(204);
    host.fail(GitHostException.Kind.UNAVAILABLE, "github.com answered 502");

    due();
    remove.removeDue();
    assertEquals(1, waiting().size());
    world.run("update hook_removal set failures = 9 where linked_account = ?", account);
    due();
    remove.removeDue();

    assertEquals(List.of(), waiting());
  }

  @Test
  void aSourceThatMovesTakesItsWebhookAlong() {
    planned();
    install.installPending(id);
    Map<String, Object> body = new HashMap<>(repository(name, "private"));
    body.put(
        "source",
        Map.of("provider", "github", "cloneUrl", "https://git.example.com/acme/other.git"));

    asAdmin().body(body).put(REPOSITORIES + "/" + name).then().statusCode(200);

    assertEquals(1, waiting().size());
    install.install(id);
    assertEquals("ensure acme/other", host.calls().get(host.calls().size() - 1));
  }

  @Test
  void aWebhookThatIsUsedAgainIsNotTakenAway() {
    planned();
    install.installPending(id);
    HookPlace place = place();
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                removals.add(
                    new HookRemovals.Removal(
                        UUID.randomUUID(),
                        account,
                        place.hookId(),
                        place.cloneUrl(),
                        place.url(),
                        0),
                    Instant.now().minus(Duration.ofMinutes(1))));

    due();
    remove.removeDue();

    assertEquals(1, host.webhooks().size());
    assertEquals(List.of(), waiting());
  }

  private void planned() {
    QuarkusTransaction.requiringNew().run(() -> plan.install(id));
  }

  private HookPlace place() {
    return QuarkusTransaction.requiringNew().call(() -> places.of(id));
  }

  private String secret() {
    return QuarkusTransaction.requiringNew().call(() -> places.secret(id));
  }

  private Instant nextAttempt() {
    return Instant.parse(
        world
            .strings(
                "select to_char(next_attempt_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
                    + " from hook_installation where repository_id = ?",
                id)
            .get(0));
  }

  /** Makes this test's removals the only ones that are due. */
  private void due() {
    world.run(
        "update hook_removal set next_attempt_at = case when linked_account = ? then now()"
            + " else now() + interval '1 day' end",
        account);
  }

  private List<String> waiting() {
    return world.strings("select id::text from hook_removal where linked_account = ?", account);
  }

  private UUID account(String mode) {
    UUID made = UUID.randomUUID();
    world.run(
        "insert into linked_account (id, namespace, host, provider, login, access_mode, credential,"
            + " access_token_sealed, state, created_at, updated_at) values (?, 'admin', 'github',"
            + " 'github', ?, ?, 'token', 'unused', 'active', now(), now())",
        made,
        made.toString(),
        mode);
    return made;
  }

  private void link(UUID linkedAccount) {
    world.run("update repository set linked_account = ? where id = ?", linkedAccount, id);
  }
}
