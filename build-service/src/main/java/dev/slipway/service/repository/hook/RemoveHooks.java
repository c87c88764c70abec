package dev.slipway.service.repository.hook;

import dev.slipway.service.host.GitHostException;
import dev.slipway.service.repository.hook.HookRemovals.Removal;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Takes webhooks away from hosts that are of no use any more. One that stays does no harm: its
 * deliveries are answered with 404.
 */
@ApplicationScoped
class RemoveHooks {

  private static final Logger LOG = Logger.getLogger(RemoveHooks.class);
  private static final int BATCH = 10;

  private final HookRemovals removals;
  private final HostCalls hosts;
  private final HookSettings settings;
  private final HookPauses pauses;
  private final Clock clock;

  RemoveHooks(
      HookRemovals removals,
      HostCalls hosts,
      HookSettings settings,
      HookPauses pauses,
      Clock clock) {
    this.removals = removals;
    this.hosts = hosts;
    this.settings = settings;
    this.pauses = pauses;
    this.clock = clock;
  }

  /** Does what is due. Not to be called in a transaction. */
  void removeDue() {
    Instant now = clock.instant();
    List<Removal> due =
        QuarkusTransaction.requiringNew()
            .call(() -> removals.take(now, now.plus(settings.lease()), BATCH));
    due.forEach(this::remove);
  }

  private void remove(Removal removal) {
    boolean needed = QuarkusTransaction.requiringNew().call(() -> removals.isInUse(removal));
    try {
      if (!needed) {
        takeAway(removal);
      }
      QuarkusTransaction.requiringNew().run(() -> removals.forget(removal));
    } catch (GitHostException e) {
      failed(removal, e);
    }
  }

  private void takeAway(Removal removal) throws GitHostException {
    Boolean unused =
        hosts.call(
            removal.account(),
            (api, connection) -> {
              api.removeWebhook(connection, removal.cloneUrl(), removal.url());
              return true;
            });
  }

  private void failed(Removal removal, GitHostException e) {
    if (!e.isPassing() || removal.failures() + 1 >= settings.removalAttempts()) {
      LOG.warnf(
          "webhook stays at the host, remove it there hook=%s: %s",
          removal.hookId(), e.getMessage());
      QuarkusTransaction.requiringNew().run(() -> removals.forget(removal));
      return;
    }
    Instant next = clock.instant().plus(pauses.afterFailure(removal.failures(), e));
    QuarkusTransaction.requiringNew().run(() -> removals.putOff(removal, next));
  }
}
