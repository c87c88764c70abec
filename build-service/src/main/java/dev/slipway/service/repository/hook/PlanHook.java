package dev.slipway.service.repository.hook;

import dev.slipway.service.repository.hook.HookRemovals.Removal;
import dev.slipway.service.source.SourceAccount;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/**
 * Writes down what is to be done at the Git host about a repository that changes, in the
 * transaction of the change; {@link InstallHook} and {@link RemoveHooks} do it afterwards.
 */
@ApplicationScoped
public class PlanHook {

  private final HookPlaces places;
  private final HookInstallations installations;
  private final HookRemovals removals;
  private final SourceAccount.Directory accounts;
  private final Clock clock;

  PlanHook(
      HookPlaces places,
      HookInstallations installations,
      HookRemovals removals,
      SourceAccount.Directory accounts,
      Clock clock) {
    this.places = places;
    this.installations = installations;
    this.removals = removals;
    this.accounts = accounts;
    this.clock = clock;
  }

  /** After a repository was made, or its webhook's secret changed. */
  public void install(UUID repositoryId) {
    plan(repositoryId, places.of(repositoryId));
  }

  /** Around a change of a repository's source. */
  public void around(UUID repositoryId, Runnable change) {
    HookPlace before = places.of(repositoryId);
    change.run();
    HookPlace after = places.of(repositoryId);
    if (!before.isSameHookAs(after)) {
      takeAway(repositoryId, before);
    }
    if (!before.equals(after)) {
      plan(repositoryId, after);
    }
  }

  /** Before a repository is deleted. */
  public void remove(UUID repositoryId) {
    takeAway(repositoryId, places.of(repositoryId));
  }

  private void plan(UUID repositoryId, HookPlace place) {
    boolean full =
        place.account() != null
            && accounts.find(place.account()).filter(SourceAccount::full).isPresent();
    if (full) {
      installations.plan(repositoryId, HookState.PENDING, clock.instant(), clock.instant());
    } else if (installations.find(repositoryId).isPresent()) {
      installations.plan(repositoryId, HookState.MANUAL, clock.instant(), null);
    }
  }

  private void takeAway(UUID repositoryId, HookPlace place) {
    boolean ours =
        installations
            .find(repositoryId)
            .filter(known -> known.state() != HookState.MANUAL)
            .isPresent();
    if (ours && place.account() != null) {
      removals.add(
          new Removal(
              UUID.randomUUID(), place.account(), place.hookId(), place.cloneUrl(), place.url(), 0),
          clock.instant());
    }
  }
}
