package dev.slipway.service.repository.hook;

import dev.slipway.service.host.GitHostApi.WebhookState;
import dev.slipway.service.host.GitHostException;
import dev.slipway.service.repository.hook.HookInstallation.Result;
import dev.slipway.service.repository.hook.HookInstallations.Lease;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that the Git host has a repository's webhook: installs it, looks at it now and then,
 * and mends it. Hosts are called outside of transactions only.
 */
@ApplicationScoped
public class InstallHook {

  private static final Logger LOG = Logger.getLogger(InstallHook.class);
  private static final int BATCH = 10;

  private final HookPlaces places;
  private final HookInstallations installations;
  private final HostCalls hosts;
  private final HookSettings settings;
  private final HookPauses pauses;
  private final Clock clock;

  InstallHook(
      HookPlaces places,
      HookInstallations installations,
      HostCalls hosts,
      HookSettings settings,
      HookPauses pauses,
      Clock clock) {
    this.places = places;
    this.installations = installations;
    this.hosts = hosts;
    this.settings = settings;
    this.pauses = pauses;
    this.clock = clock;
  }

  /** How a repository's webhook is. */
  public HookInstallation stateOf(UUID repositoryId) {
    return QuarkusTransaction.requiringNew()
        .call(() -> installations.find(repositoryId).orElse(HookInstallation.MANUAL));
  }

  /**
   * Does what is planned for a repository now, if anything is. Not to be called in a transaction.
   */
  public HookInstallation installPending(UUID repositoryId) {
    HookInstallation planned = stateOf(repositoryId);
    return planned.state() == HookState.PENDING ? install(repositoryId) : planned;
  }

  /**
   * Looks at the webhook, installs or mends it. Doing it again changes nothing. Not to be called in
   * a transaction.
   *
   * @return how it is afterwards; unchanged when people see to it or somebody is at it
   */
  public HookInstallation install(UUID repositoryId) {
    take(repositoryId).ifPresent(this::attempt);
    return stateOf(repositoryId);
  }

  /** Does what is due. */
  void installDue() {
    List<UUID> due =
        QuarkusTransaction.requiringNew().call(() -> installations.due(clock.instant(), BATCH));
    due.forEach(repositoryId -> take(repositoryId).ifPresent(this::attempt));
  }

  private Optional<Lease> take(UUID repositoryId) {
    Instant now = clock.instant();
    return QuarkusTransaction.requiringNew()
        .call(() -> installations.take(repositoryId, now, now.plus(settings.lease())));
  }

  private record Target(HookPlace place, String secret) {}

  private void attempt(Lease lease) {
    Target target =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    new Target(
                        places.of(lease.repositoryId()), places.secret(lease.repositoryId())));
    UUID account = target.place().account();
    Result result = account == null ? unlinked() : look(lease, account, target);
    if (result.isFailure()) {
      LOG.infof(
          "webhook is not installed repository=%s state=%s",
          lease.repositoryId(), result.state().wireName());
    }
    QuarkusTransaction.requiringNew()
        .run(() -> installations.finish(lease, result, clock.instant()));
  }

  private static Result unlinked() {
    return new Result(
        HookState.MANUAL,
        "The linked account was removed, so nobody looks after the webhook any more; link the"
            + " source to an account again, or see to the webhook at the Git host.",
        Optional.empty());
  }

  private Result look(Lease lease, UUID account, Target target) {
    HookState otherwise = HookState.FAILED;
    try {
      if (lease.state() == HookState.INSTALLED) {
        WebhookState found = find(account, target.place());
        if (found == WebhookState.PRESENT) {
          return installed();
        }
        otherwise = found == WebhookState.MISSING ? HookState.MISSING : HookState.BROKEN;
      }
      ensure(account, target);
      return installed();
    } catch (GitHostException e) {
      Instant next = clock.instant().plus(pauses.afterFailure(lease.failures(), e));
      return new Result(otherwise, problem(e), Optional.of(next));
    }
  }

  private WebhookState find(UUID account, HookPlace place) throws GitHostException {
    return hosts.call(
        account, (api, connection) -> api.webhook(connection, place.cloneUrl(), place.url()));
  }

  private void ensure(UUID account, Target target) throws GitHostException {
    var unused =
        hosts.call(
            account,
            (api, connection) ->
                api.ensureWebhook(
                    connection, target.place().cloneUrl(), target.place().url(), target.secret()));
  }

  private Result installed() {
    return new Result(
        HookState.INSTALLED, null, Optional.of(clock.instant().plus(pauses.untilCheck())));
  }

  private static String problem(GitHostException e) {
    @Nullable String message = e.getMessage();
    return message == null ? "The Git host refused it." : message;
  }
}
