package dev.slipway.service.repository.hook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The installations of all repositories. Every method works in the caller's transaction. */
public interface HookInstallations {

  /** How a repository's webhook is; empty when nothing was ever planned for it. */
  Optional<HookInstallation> find(UUID repositoryId);

  /**
   * Sets what is to be done; whatever is under way doesn't count any more.
   *
   * @param due when it is to be attempted, null for never
   */
  void plan(UUID repositoryId, HookState state, Instant now, @Nullable Instant due);

  /** Repositories whose attempt is due and that nobody is at. */
  List<UUID> due(Instant now, int limit);

  /**
   * Takes an attempt, so that nobody else does it at the same time.
   *
   * @param until when somebody else may, should this one be lost
   * @return empty when there is nothing to take, or somebody has it
   */
  Optional<Lease> take(UUID repositoryId, Instant now, Instant until);

  /** Ends an attempt. When something else was planned meanwhile, its result is of no meaning. */
  void finish(Lease lease, HookInstallation.Result result, Instant now);

  /**
   * An attempt.
   *
   * @param state how the webhook was
   * @param failures how many attempts failed in a row
   * @param generation of what is to be done
   */
  record Lease(UUID repositoryId, HookState state, int failures, long generation) {}
}
