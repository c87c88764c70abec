package dev.slipway.service.repository.hook;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a repository's webhook is at its Git host.
 *
 * @param state how
 * @param since when it came into this state; null while nobody has looked after it
 * @param checkedAt when the host was last asked, null when never
 * @param problem what keeps it from being installed and what to do, null without
 */
public record HookInstallation(
    HookState state,
    @Nullable Instant since,
    @Nullable Instant checkedAt,
    @Nullable String problem) {

  /** Of a repository that no account was ever linked to. */
  public static final HookInstallation MANUAL =
      new HookInstallation(HookState.MANUAL, null, null, null);

  /**
   * What an attempt came to.
   *
   * @param state how the webhook is now
   * @param problem null without
   * @param nextAttempt when to look again; empty for never
   */
  public record Result(HookState state, @Nullable String problem, Optional<Instant> nextAttempt) {

    public boolean isFailure() {
      return problem != null;
    }
  }
}
