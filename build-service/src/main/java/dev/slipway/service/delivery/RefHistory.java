package dev.slipway.service.delivery;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import dev.slipway.core.message.DeliveryRecorded.RefUpdate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Every update of a ref that a delivery told, and those that the reconciler saw where none did.
 * Every method works in the caller's transaction.
 */
public interface RefHistory {

  /** The last update that wasn't stale when it came; empty when nothing is known of the ref. */
  Optional<Known> newest(UUID repositoryId, RefName ref);

  /** As {@link #newest}, for every ref of a repository of which anything is known. */
  Map<RefName, Known> newestOfAll(UUID repositoryId);

  /** Whether an update away from this commit is known. */
  boolean wasReplaced(UUID repositoryId, RefName ref, String commit);

  /** Whether an update to this commit is known. */
  boolean wasSeen(UUID repositoryId, RefName ref, String commit);

  /** Whether an update to this commit came when the ref had moved on already. */
  boolean wasStale(UUID repositoryId, RefName ref, String commit);

  /** What was noted of this very update of this delivery when it came the first time. */
  Optional<Known> find(UUID delivery, RefName ref, @Nullable String commit);

  void add(UUID repositoryId, UUID delivery, RefUpdate update, boolean stale);

  /**
   * Notes where a ref is that no delivery told.
   *
   * @param before where it was, as far as known
   * @param commit where it is; null when it is gone
   * @return the update's number
   */
  long addSeen(UUID repositoryId, RefName ref, @Nullable String before, @Nullable String commit);

  /** As {@link #addSeen}, for all refs of which nothing is known yet; others stay as they are. */
  void addFirstSeen(UUID repositoryId, Map<RefName, CommitSha> refs);

  /**
   * A known update.
   *
   * @param before where the ref pointed, null when it was made or that wasn't told
   * @param commit where it points since; null when it was deleted
   * @param stale whether the ref had moved on when it came
   * @param told whether a delivery told it; else the reconciler saw it, and what lies between
   *     before and commit isn't known
   */
  record Known(@Nullable String before, @Nullable String commit, boolean stale, boolean told) {}
}
